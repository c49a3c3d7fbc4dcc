import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { EvaluationState, FoldRunState } from '../../gql/graphql.ts';
import { durationWords } from '../../lib/time-words.ts';

/** One stop of an evaluation on its way, as the stepper shows it. */
export interface ProgressStep {
  word: string;
  detail: string;
  status: 'done' | 'current' | 'waiting' | 'failed';
}

/** Queued → Running 5/8 → Bagging → Scored, with the stop where it stands or where it broke. */
export function progressSteps(state: EvaluationState, folds: readonly FoldRunState[]): ProgressStep[] {
  const ended = folds.filter(isFoldRunEnded).length;
  const hasFailed = isEvaluationEnded(state) && state !== 'SCORED';
  // A fault with every fold scored can only have come from the bagging.
  const brokeInBagging = hasFailed && folds.length > 0 && folds.every((fold) => fold === 'SCORED');
  const at = standsAt(state, brokeInBagging);
  const words = ['Queued', 'Running', 'Bagging', 'Scored'];
  return words.map((word, index) => ({
    word,
    detail: index === 1 && state !== 'NEW' ? `${ended}/${folds.length}` : '',
    status: index < at || state === 'SCORED' ? 'done' : index > at ? 'waiting' : hasFailed ? 'failed' : 'current',
  }));
}

function standsAt(state: EvaluationState, brokeInBagging: boolean): number {
  if (state === 'NEW') return 0;
  if (state === 'BAGGING' || brokeInBagging) return 2;
  if (state === 'SCORED') return 3;
  return 1;
}

/** "5/8" while folds are running, else nothing. */
export function runningDetail(state: EvaluationState, folds: readonly FoldRunState[]): string {
  return state === 'RUNNING' ? `${folds.filter(isFoldRunEnded).length}/${folds.length}` : '';
}

/** What a queued participant waits for, and about how long. */
export function queueWords(aheadInQueue: number | null | undefined, startsInSeconds?: number | null): string {
  const wait =
    startsInSeconds == null || startsInSeconds < 1 ? '' : ` Starts in about ${durationWords(startsInSeconds)}.`;
  if (aheadInQueue == null) return `Waiting for a worker.${wait}`;
  if (aheadInQueue === 0) return `Next in line, waiting for a free worker.${wait}`;
  return `${aheadInQueue} ahead of you.${wait}`;
}
