import { constants } from 'node:os';
import { assertNever } from '@databoard/shared/assert-never';
import type { FailureReason, SubmissionFault } from '@databoard/shared/fold-run-state';
import type { FoldLimits } from '@databoard/shared/limits';
import type { OwnFrame, SubmissionFailure } from '@databoard/shared/outcome';
import type { ChildRun, SubmissionFile } from './child-run.js';
import type { Raised } from './fold-messages.js';
import { PlatformFault } from './platform-fault.js';

/** Why a child's run gave no predictions, for the submission's author; `null` when it gave them all. Pure. */
export function failureOf(
  run: ChildRun,
  files: readonly SubmissionFile[],
  limits: FoldLimits,
): SubmissionFailure | null {
  const { verdict } = run.ended;
  const { state, doing } = stepOf(run);
  const failure = (reason: FailureReason, message: string, raised: Raised | null = null): SubmissionFailure => ({
    state,
    reason,
    message,
    exceptionMessage: raised?.exceptionMessage || null,
    frames: raised ? ownFrames(raised, files) : [],
  });
  switch (verdict) {
    case 'done':
      return null;
    case 'raised': {
      const raised = run.raised ?? { exceptionType: '', exceptionMessage: '', frames: [] };
      if (run.limit === 'disk') return failure('OUTPUT_LIMIT', diskFull(limits, doing), raised);
      if (run.limit === 'processes') return failure('PROCESS_LIMIT', tooManyProcesses(limits, doing), raised);
      return raised.exceptionType === 'MemoryError'
        ? failure('OUT_OF_MEMORY', outOfMemory(limits, doing), raised)
        : failure('EXCEPTION', exceptionSentence(raised, ownFrames(raised, files), doing), raised);
    }
    case 'unusable':
      return failure('BAD_PREDICTIONS', unusableSentence(run.unusable));
    case 'exited':
      return exitFailure(run, limits, doing, failure);
    case 'timeout':
      return failure(
        'TIMEOUT',
        `Your code ran longer than the limit of ${limits.timeoutSeconds} s; it was stopped while ${doing}.${run.ended.hasAllProcesses ? ` It had all of the ${limits.processesMax} processes and threads that it may have.` : ''}`,
      );
    case 'memory':
      return failure('OUT_OF_MEMORY', outOfMemory(limits, doing));
    case 'output':
      return failure(
        'OUTPUT_LIMIT',
        `Your code printed more than ${bytes(limits.logBytesMax)}; it was stopped while ${doing}.`,
      );
    case 'predictions-too-large':
      return failure(
        'OUTPUT_LIMIT',
        `The predictions are larger than the limit of ${bytes(limits.predictionBytesMax)}.`,
      );
    case 'protocol':
      return failure(
        'KILLED',
        `Your code wrote to, or closed, the connection that belongs to the platform while ${doing}; it was stopped.`,
      );
    case 'unprepared':
      throw new PlatformFault(`A fold child could not be prepared: ${run.log.toString('utf8').slice(-2000)}`);
    case 'cancelled':
      throw new PlatformFault('The supervisor saw the worker hang up.');
    default:
      return assertNever(verdict);
  }
}

const outOfMemory = (limits: FoldLimits, doing: string) =>
  `Your code used more than ${limits.memoryLimitMiB} MiB of memory while ${doing}.`;

const diskFull = (limits: FoldLimits, doing: string) =>
  `Your code wrote more than ${limits.diskMiB} MiB, or too many files, while ${doing}.`;

const tooManyProcesses = (limits: FoldLimits, doing: string) =>
  `Your code started more than ${limits.processesMax} processes and threads while ${doing}.`;

/** The step at which a run stands, from what it has not finished. */
function stepOf(run: ChildRun): { state: SubmissionFault; doing: string } {
  if (run.seconds.train === null) return { state: 'TRAINING_ERROR', doing: 'training' };
  if (run.seconds.valid === null) return { state: 'VALIDATING_ERROR', doing: 'predicting on the training data' };
  return { state: 'TESTING_ERROR', doing: 'predicting on the test data' };
}

type MakeFailure = (reason: FailureReason, message: string) => SubmissionFailure;

function exitFailure(run: ChildRun, limits: FoldLimits, doing: string, failure: MakeFailure): SubmissionFailure {
  const { code, signal, cpuSeconds, hasAllProcesses } = run.ended;
  const { SIGXCPU, SIGXFSZ, SIGKILL } = constants.signals;
  // Whoever ignores the first signal is killed by the kernel a second later.
  if (signal === SIGXCPU || (signal === SIGKILL && cpuSeconds >= limits.timeoutSeconds * limits.cores))
    return failure(
      'TIMEOUT',
      `Your code used more processor time than its limits of ${limits.timeoutSeconds} s and ${coresOf(limits)} allow.`,
    );
  if (signal === SIGXFSZ) return failure('OUTPUT_LIMIT', diskFull(limits, doing));
  // Libraries that cannot start a thread end the process, each in a way of its own.
  if (hasAllProcesses) return failure('PROCESS_LIMIT', tooManyProcesses(limits, doing));
  const how = signal === null ? `with exit code ${code}` : `by signal ${signalName(signal)}`;
  return failure(
    'KILLED',
    `The process that runs your code was ended ${how} while ${doing}, before it gave all predictions. Do not call os._exit; a crash in a library shows the same way.`,
  );
}

const coresOf = ({ cores }: FoldLimits): string => (cores === 1 ? 'one core' : `${cores} cores`);

const signalName = (signal: number): string =>
  Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? String(signal);

function exceptionSentence(raised: Raised, frames: readonly OwnFrame[], doing: string): string {
  const type = sanitisedType(raised.exceptionType);
  const at = frames.at(-1);
  const place = at
    ? ` (${at.fileName} line ${at.line}${at.functionName === '<module>' ? '' : `, in ${at.functionName}`})`
    : '';
  const sentence = type === 'SystemExit' ? 'Your code called sys.exit' : `Your code raised ${type ?? 'an exception'}`;
  return `${sentence} while ${doing}${place}.`;
}

/** The type's name is chosen by the submission too: only what looks like one is shown. */
const sanitisedType = (type: string): string | null => (/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(type) ? type : null);

function unusableSentence(type: string | null): string {
  if (type === 'NoneType') return 'predict returned nothing (None), expected an array of numbers.';
  const name = sanitisedType(type ?? '');
  return `predict returned ${name ? `a ${name}` : 'something'} that is no array of numbers.`;
}

/** Only frames that point into the submitted files, with the line as it was submitted. */
function ownFrames(raised: Raised, files: readonly SubmissionFile[]): OwnFrame[] {
  return raised.frames.flatMap((frame) => {
    const file = files.find(({ name }) => name === frame.fileName);
    if (!file) return [];
    const code = file.content.toString('utf8').split('\n')[frame.line - 1];
    if (code === undefined) return [];
    const functionName = /^[A-Za-z_<][A-Za-z0-9_<>]{0,254}$/.test(frame.functionName) ? frame.functionName : '?';
    return [{ fileName: frame.fileName, line: frame.line, functionName, code: code.trim().slice(0, 500) }];
  });
}

function bytes(count: number): string {
  return count >= 1_048_576 ? `${Math.round(count / 104_857.6) / 10} MiB` : `${Math.round(count / 102.4) / 10} KiB`;
}
