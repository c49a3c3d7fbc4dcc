import type { Report } from '@databoard/shared/queues/reports';
import type { ChildRunOptions } from './runtime/child-run.js';

type Step = Parameters<NonNullable<ChildRunOptions['onStep']>>[0];
type Progress = Extract<Report, { kind: 'fold-progress' }>['state'];

const stateAfter: Record<Step, Progress> = {
  started: 'TRAINING',
  train: 'TRAINED',
  valid: 'VALIDATED',
  test: 'TESTED',
};

/** Shorter steps than this are over before anyone could see them; so a fast fold costs one report instead of five. */
const worthReportingMs = 250;

/** Reports a state once it has lasted long enough to be seen. Await `end` before the outcome is reported. */
export function reportProgress(send: (state: Progress) => Promise<void>): {
  onStep: (step: Step) => void;
  end: () => Promise<void>;
} {
  let timer: NodeJS.Timeout | undefined;
  let sent = Promise.resolve();
  return {
    onStep(step) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // A lost progress report harms nobody: the outcome follows.
        sent = sent.then(() => send(stateAfter[step])).catch(() => undefined);
      }, worthReportingMs);
    },
    async end() {
      clearTimeout(timer);
      await sent;
    },
  };
}
