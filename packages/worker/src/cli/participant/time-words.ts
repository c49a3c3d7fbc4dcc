import { countOf } from '../../count-of.js';

/** A time in UTC to the second: `2026-11-25 14:03:00 UTC`. */
export const timeWords = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

/** How long something takes, roughly: `8 s`, `4 min`, `2 h 05 min`, `3 days`. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 120) return `${whole} s`;
  const minutes = Math.ceil(whole / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
    : countOf(Math.round(hours / 24), 'day');
}

/** ` (in 4 min)`, as this machine's clock sees it; empty for what is past. */
export function untilWords(iso: string, now: Date): string {
  const seconds = (Date.parse(iso) - now.getTime()) / 1000;
  return seconds > 0 ? ` (in ${durationWords(seconds)})` : '';
}
