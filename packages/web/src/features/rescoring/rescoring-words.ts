import type { EvaluationState, RescoringState } from '../../gql/graphql.ts';

/** Whether a rescoring waits for its end; an event has at most one such. */
export const isOpen = ({ state }: { state: RescoringState }): boolean => state === 'COMPUTING' || state === 'READY';

const states: Record<RescoringState, string> = {
  COMPUTING: 'computing',
  READY: 'ready to apply',
  APPLIED: 'applied',
  DROPPED: 'dropped',
  FAILED: 'failed',
};

/** A rescoring's state in words. */
export const rescoringWords = (state: RescoringState): string => states[state];

/** Why there is no score, in the words that submissions have for it; null where there is one. */
export function noScoreWords(state: EvaluationState): string | null {
  if (state === 'SCORED') return null;
  return state === 'CHECKING_ERROR'
    ? 'platform fault'
    : state === 'TESTING_ERROR'
      ? 'failed in testing'
      : 'failed in validation';
}

/** A change of rank as an arrow and how far, from the reader's view: up is better. Null: no rank on one side. */
export function rankChange(
  before: number | null | undefined,
  after: number | null | undefined,
): { words: string; verdict: 'better' | 'worse' | 'same' } | null {
  if (before == null && after == null) return null;
  if (before == null) return { words: 'new', verdict: 'better' };
  if (after == null) return { words: 'out', verdict: 'worse' };
  if (before === after) return { words: '=', verdict: 'same' };
  return after < before
    ? { words: `▲${before - after}`, verdict: 'better' }
    : { words: `▼${after - before}`, verdict: 'worse' };
}

/** "1 submission", "2 submissions". */
export const countWords = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
