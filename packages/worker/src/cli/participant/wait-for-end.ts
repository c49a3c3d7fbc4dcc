import { setTimeout as sleep } from 'node:timers/promises';
import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import { CommandFailed, exitCode } from '../exit-code.js';
import { foldBar } from '../fold-progress.js';
import type { ApiAccess } from '../graphql-request.js';
import { type ProgressStream, progressLine } from '../progress-line.js';
import { progressWords } from './describe-submission.js';
import { keepTrying } from './keep-trying.js';
import { readSubmission, type WireSubmission } from './submission-report.js';
import { durationWords } from './time-words.js';

const firstPollMs = 400;
const longestPollMs = 4000;
const patienceSeconds = 600;

export interface WaitOptions {
  /** How long at most; null: until it ends. */
  timeoutSeconds: number | null;
  stream: ProgressStream;
}

/** Follows a submission's judging until its end, with a progress line; a platform that is away for a while is waited for. */
export async function waitForEnd(access: ApiAccess, id: string, options: WaitOptions): Promise<WireSubmission> {
  const { timeoutSeconds, stream } = options;
  const line = progressLine(stream);
  const startedAt = Date.now();
  const seconds = () => (Date.now() - startedAt) / 1000;
  const patience = {
    seconds: Math.min(patienceSeconds, timeoutSeconds ?? patienceSeconds),
    onFirstFailure: (what: string) => line.show(`${what}. Trying again.`),
  };
  try {
    for (let pollMs = firstPollMs; ; pollMs = Math.min(1.3 * pollMs, longestPollMs)) {
      const submission = await keepTrying(() => readSubmission(access, id), patience);
      if (isEvaluationEnded(submission.evaluation.state)) return submission;
      line.show(progressText(submission, stream, seconds()));
      if (timeoutSeconds !== null && seconds() >= timeoutSeconds) {
        const state = `${submission.name} has not ended after ${durationWords(timeoutSeconds)}: ${progressWords(submission)}`;
        throw new CommandFailed(`${state}. See it with \`databoard status ${id}\`.`, exitCode.unreachable);
      }
      await sleep(
        timeoutSeconds === null ? pollMs : Math.min(pollMs, Math.max(50, timeoutSeconds * 1000 - seconds() * 1000)),
      );
    }
  } finally {
    line.clear();
  }
}

function progressText(submission: WireSubmission, stream: ProgressStream, seconds: number): string {
  const { name, evaluation } = submission;
  const { foldRuns, state, endsInSeconds } = evaluation;
  if (!stream.isTTY || state !== 'RUNNING' || foldRuns.length === 0) return `${name}: ${progressWords(submission)}`;
  const done = foldRuns.filter((run) => isFoldRunEnded(run.state)).length;
  const left = endsInSeconds === null ? '' : `, about ${durationWords(endsInSeconds)} left`;
  return `${foldBar(name, done, foldRuns.length, seconds)}${left}`;
}
