import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import { type Step, steps } from '@databoard/shared/score';
import type { SubmissionStanding } from '../submissions/submission.entity.js';

/** What is known of a score type on one step: the bagged score, and mean and sample deviation over folds. */
export const scoreStats = ['bagged', 'mean', 'std'] as const;
export type ScoreStat = (typeof scoreStats)[number];

/**
 * One submission of an event as the boards see it, whatever its state. Kept in memory by the hundred thousand: figures lie in
 * one list, and whoever reads `stats` asks `statPlace` where.
 */
export interface BoardRow {
  submissionId: string;
  submissionName: string;
  teamId: string;
  teamName: string;
  submittedAt: Date;
  standing: SubmissionStanding;
  /** Its team wants it in the final. */
  isSelected: boolean;
  /** Of the current evaluation. */
  state: EvaluationState;
  /** When the current evaluation took the place of the one before. */
  evaluatedFrom: Date;
  endedAt: Date | null;
  /** Of the first fold that failed. */
  reason: FailureReason | null;
  trainSeconds: number | null;
  validSeconds: number | null;
  testSeconds: number | null;
  peakMemoryMiB: number | null;
  /** In full precision; NaN where there is no value. Empty unless `SCORED`. */
  stats: readonly number[];
}

/** Where in `stats` a figure is: score types in the problem's order, each with its steps, each with its three figures. */
export const statPlace = (typeIndex: number, step: Step, stat: ScoreStat): number =>
  (typeIndex * steps.length + steps.indexOf(step)) * scoreStats.length + scoreStats.indexOf(stat);

/** How many figures so many score types have. */
export const statCount = (types: number): number => types * steps.length * scoreStats.length;

/** A figure of a row; NaN where there is none. */
export const statOf = (row: BoardRow, place: number): number => row.stats[place] ?? Number.NaN;
