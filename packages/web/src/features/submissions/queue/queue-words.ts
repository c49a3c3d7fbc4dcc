import { isFoldRunActive, isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { EvaluationState, FailureReason, FoldRunState } from '../../../gql/graphql.ts';
import { durationWords } from '../../../lib/time-words.ts';

/** Folds by what the bar shows of them. */
export interface FoldCounts {
  scored: number;
  failed: number;
  running: number;
  waiting: number;
}

/** Sorts an evaluation's folds into the parts of its bar. A cancelled fold counts as failed: it will have no score. */
export function countFolds(states: readonly FoldRunState[]): FoldCounts {
  const count = (fits: (state: FoldRunState) => boolean) => states.filter(fits).length;
  return {
    scored: count((state) => state === 'SCORED'),
    failed: count((state) => state !== 'SCORED' && isFoldRunEnded(state)),
    running: count(isFoldRunActive),
    waiting: count((state) => state === 'NEW'),
  };
}

/** The bar as a sentence: "5 of 8 folds scored, 1 running, 2 waiting". */
export function foldWords({ scored, failed, running, waiting }: FoldCounts): string {
  const total = scored + failed + running + waiting;
  const rest = [
    [running, 'running'],
    [failed, 'without a score'],
    [waiting, 'waiting'],
  ] as const;
  return [
    `${scored} of ${total} folds scored`,
    ...rest.flatMap(([count, word]) => (count > 0 ? `${count} ${word}` : [])),
  ].join(', ');
}

/** When a waiting evaluation's turn comes, or when a running one is done; null where nobody can tell. */
export function turnWords(evaluation: {
  state: EvaluationState;
  aheadInQueue?: number | null | undefined;
  startsInSeconds?: number | null | undefined;
  endsInSeconds?: number | null | undefined;
}): string | null {
  const { state, aheadInQueue, startsInSeconds, endsInSeconds } = evaluation;
  if (state === 'NEW') {
    if (aheadInQueue == null) return 'waits';
    const place = aheadInQueue === 0 ? 'next' : `${aheadInQueue} ahead`;
    return startsInSeconds == null || startsInSeconds < 1 ? place : `${place}, in about ${roughly(startsInSeconds)}`;
  }
  return endsInSeconds == null || endsInSeconds < 1 ? null : `about ${roughly(endsInSeconds)} left`;
}

/** Why an evaluation has failed, in which fold; where it was the platform, what it was. Null where it has not. */
export function troubleWords(evaluation: {
  state: EvaluationState;
  failure?: { reason: FailureReason; foldIndex: number; message: string } | null | undefined;
  foldRuns: readonly { foldIndex: number; faultDetail?: string | null | undefined }[];
}): string | null {
  const { state, failure, foldRuns } = evaluation;
  if (failure == null) return state === 'CHECKING_ERROR' ? 'The predictions could not be combined.' : null;
  const run = foldRuns.find(({ foldIndex }) => foldIndex === failure.foldIndex);
  const words = failure.reason === 'PLATFORM' ? (run?.faultDetail ?? failure.message) : failure.message;
  return `fold ${failure.foldIndex}: ${words}`;
}

/** An estimate has no decimals. */
const roughly = (seconds: number): string => (seconds < 100 ? `${Math.round(seconds)} s` : durationWords(seconds));
