const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** "just now", "40 s ago", "5 min ago", "3 h ago", "2 days ago", then the date. The future answers "in 5 min". */
export function relativeTime(iso: string, nowMs: number): string {
  const at = Date.parse(iso);
  const seconds = Math.round((nowMs - at) / 1000);
  // Clocks differ a little: what the server stamped a moment ago is never "in 2 s".
  if (seconds > -5 && seconds < 5) return 'just now';
  const away = Math.abs(seconds);
  if (away >= 30 * day) return dateWords(iso);
  const words = amount(away);
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

function amount(seconds: number): string {
  if (seconds < minute) return `${seconds} s`;
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`;
  if (seconds < day) return `${Math.floor(seconds / hour)} h`;
  return plural(Math.floor(seconds / day), 'day');
}

/** Time left in the two largest units: "3 d 4 h", "2 h 5 min", "4 min 10 s", "9 s"; "now" when it is up. */
export function timeLeft(iso: string, nowMs: number): string {
  const seconds = Math.ceil((Date.parse(iso) - nowMs) / 1000);
  if (seconds <= 0) return 'now';
  const parts: [number, string][] = [
    [Math.floor(seconds / day), 'd'],
    [Math.floor((seconds % day) / hour), 'h'],
    [Math.floor((seconds % hour) / minute), 'min'],
    [seconds % minute, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** A day in the reader's language: "24 Nov 2026". */
export const dateWords = (iso: string): string =>
  new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** A day with the time: "24 Nov 2026, 18:05". */
export const dateTimeWords = (iso: string): string =>
  new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** The exact moment, in UTC and in the reader's own zone; shown on hover. */
export function absoluteTime(iso: string): string {
  const at = new Date(iso);
  const utc = at.toISOString().replace('T', ' ').slice(0, 19);
  const local = at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return `${utc} UTC\n${local} your time`;
}

/** A duration with its unit: "12 ms", "0.20 s", "34.1 s", "2 min 5 s"; "–" when not known. */
export function durationWords(seconds: number | null | undefined): string {
  if (seconds == null) return '–';
  if (seconds < 0.0005) return '<1 ms';
  if (seconds < 0.0995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < hour) return `${Math.floor(whole / minute)} min ${whole % minute} s`;
  return `${Math.floor(whole / hour)} h ${Math.floor((whole % hour) / minute)} min`;
}

/** Memory with its unit; "–" when not known. */
export function memoryWords(mebibytes: number | null | undefined): string {
  if (mebibytes == null) return '–';
  return mebibytes < 1024 ? `${Math.round(mebibytes)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`;
}

/** A length of time as a rule states it: "15 min", "10 s", "1 h 30 min". */
export function timeSpan(seconds: number): string {
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / hour), 'h'],
    [Math.floor((whole % hour) / minute), 'min'],
    [whole % minute, 's'],
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return words.length > 0 ? words.join(' ') : '0 s';
}
