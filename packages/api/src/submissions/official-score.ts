import type { ProblemDescription, ScoreTypeDescription } from '@databoard/shared/problem-description';
import type { ValidationScore } from './submission.queries.js';

/** What decides ranks in an event: which score type, which direction, bagged or mean over folds. */
export interface OfficialScore {
  scoreType: ScoreTypeDescription;
  kind: ProblemDescription['leaderboardScoreKind'];
}

/** The event's official score. Throws for a version without a description: no event can have one. */
export function officialScoreOf(
  event: { officialScoreType: string },
  description: ProblemDescription | null | undefined,
): OfficialScore {
  const scoreType = description?.scoreTypes.find(({ name }) => name === event.officialScoreType);
  if (description == null || scoreType === undefined) {
    throw new Error(`The problem version of this event has no score type “${event.officialScoreType}”.`);
  }
  return { scoreType, kind: description.leaderboardScoreKind };
}

/** The value that ranks, in full precision; null when there is none. */
export function officialValue(scores: readonly ValidationScore[], { scoreType, kind }: OfficialScore): number | null {
  const score = scores.find((candidate) => candidate.scoreType === scoreType.name);
  if (score === undefined) return null;
  return kind === 'mean' ? score.mean : score.bagged;
}

/** Negative when `a` is better. NaN and null are worse than everything. */
export function compareScores(a: number | null, b: number | null, isLowerTheBetter: boolean): number {
  const isMissing = (value: number | null): value is null => value === null || Number.isNaN(value);
  if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
  if (a === b) return 0;
  return a < b === isLowerTheBetter ? -1 : 1;
}

/** A score as GraphQL can say it: null where it is not finite. */
export const finiteOrNull = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;
