import { durationWords } from '../../lib/time-words.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 60, 90, 180, 365].map((count) => count * day),
];
const ticksMax = 7;

/** What stands below a chart: the range, the places of its words where they are not chosen by the chart, and the words. */
export interface Axis {
  domain: [low: number, high: number | 'auto'];
  ticks?: number[];
  words: (value: number) => string;
}

/** Moments, in round steps of the reader's days; with room on both sides, however close together they are. */
export function timeAxis(moments: readonly number[]): Axis & { domain: [number, number]; ticks: number[] } {
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const margin = Math.max(minute, (last - first) * 0.03);
  const [low, high] = [first - margin, last + margin];
  const step = steps.find((each) => (high - low) / each <= ticksMax) ?? 365 * day;
  const midnight = new Date(low).setHours(0, 0, 0, 0);
  const begin = midnight + Math.ceil((low - midnight) / step) * step;
  const ticks = Array.from({ length: Math.floor((high - begin) / step) + 1 }, (_, index) => begin + index * step);
  return { domain: [low, high], ticks, words: (at) => momentWords(at, step) };
}

/** The day; with the time where ticks are closer than a day, with the year where they are months apart. */
function momentWords(at: number, step: number): string {
  const time = step < day ? ({ hour: '2-digit', minute: '2-digit' } as const) : {};
  const year = step >= 30 * day ? ({ year: 'numeric' } as const) : {};
  return new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', ...year, ...time });
}

/** Seconds, from zero on. */
export const durationAxis = (seconds: readonly number[]): Axis => ({
  domain: [0, seconds.some((each) => each > 0) ? 'auto' : 1],
  words: (value) => (value === 0 ? '0' : durationWords(value)),
});
