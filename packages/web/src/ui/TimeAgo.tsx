import { absoluteTime, relativeTime } from '../lib/time-words.ts';
import { useSlowNow } from '../lib/use-now.ts';

/** A moment as its age, with UTC and local time on hover. */
export function TimeAgo({ at }: { at: string }) {
  const now = Math.max(useSlowNow(), Date.now());
  return (
    <time dateTime={at} title={absoluteTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
