import { assertNever } from '@databoard/shared/assert-never';
import type { SubmissionFault } from '@databoard/shared/fold-run-state';
import type { SubmissionFailure } from '@databoard/shared/outcome';

/** A submission's failure for its author's terminal: what happened, where in their own code, what the code said. */
export function describeFailure(foldIndex: number, failure: SubmissionFailure): string {
  const frames = failure.frames.map(
    (frame) => `  ${frame.fileName}:${frame.line}, in ${frame.functionName}\n    ${frame.code.trim()}`,
  );
  return [
    `Fold ${foldIndex} failed ${whileDoing(failure.state)} (${failure.reason}): ${failure.message}`,
    ...frames,
    ...(failure.exceptionMessage ? [failure.exceptionMessage] : []),
  ].join('\n');
}

function whileDoing(state: SubmissionFault): string {
  switch (state) {
    case 'TRAINING_ERROR':
      return 'while training';
    case 'VALIDATING_ERROR':
      return 'while predicting the training data';
    case 'TESTING_ERROR':
      return 'while predicting the test data';
    default:
      return assertNever(state);
  }
}
