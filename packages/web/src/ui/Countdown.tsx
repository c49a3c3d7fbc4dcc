import { absoluteTime, timeLeft } from '../lib/time-words.ts';
import { useNow } from '../lib/use-now.ts';

/** The time left until a moment, counting down, with the moment itself on hover. */
export function Countdown({ to }: { to: string }) {
  const now = useNow();
  return (
    <time dateTime={to} title={absoluteTime(to)} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {timeLeft(to, now)}
    </time>
  );
}
