/** What is needed of a score type to show its values. */
export interface ScoreFormat {
  name: string;
  precision: number;
  isLowerTheBetter: boolean;
}

/** The minus sign of print, as wide as a plus, so that columns of figures line up. */
const minus = (text: string) => text.replace('-', '−');

/** A score at its type's precision; `extraDigits` more for bagged ones. "–" when there is none (yet, or not finite). */
export function scoreWords(value: number | null | undefined, type: ScoreFormat, extraDigits = 0): string {
  if (value == null) return '–';
  const digits = Math.min(type.precision + extraDigits, 17);
  return minus(Math.abs(value) >= 1e7 ? value.toExponential(4) : value.toFixed(digits));
}

/** The score with every digit that was stored. */
export const fullScore = (value: number | null | undefined): string => (value == null ? 'no value' : String(value));

/** A change against an earlier score, and whether it is for the better, given the direction of the score type. */
export function scoreChange(value: number, before: number, type: ScoreFormat): { words: string; verdict: Verdict } {
  const change = value - before;
  const shown = scoreWords(Math.abs(change), type, 1);
  const isNothing = Number(shown.replace('−', '-')) === 0;
  const sign = change > 0 ? '+' : '−';
  return {
    words: isNothing ? `±${shown}` : `${sign}${shown}`,
    verdict: change === 0 ? 'same' : change < 0 === type.isLowerTheBetter ? 'better' : 'worse',
  };
}

/** Which way a change went for its owner. */
export type Verdict = 'better' | 'worse' | 'same';

/** The direction in words, for headers and facts. */
export const directionWords = (type: ScoreFormat): string =>
  type.isLowerTheBetter ? 'lower is better' : 'higher is better';

/** The arrow that goes with the direction. */
export const directionArrow = (type: ScoreFormat): string => (type.isLowerTheBetter ? '↓' : '↑');
