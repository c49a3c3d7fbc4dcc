import type { EventPhase } from '../../gql/graphql.ts';
import { dateWords } from '../../lib/time-words.ts';
import { Countdown } from '../../ui/Countdown.tsx';

/** What the phase is heading for: "opens in 2 d", "closes in 3 d 4 h", "closed on 24 Nov 2026". */
export function PhaseClock({ phase, opensAt, closesAt }: { phase: EventPhase; opensAt: string; closesAt: string }) {
  if (phase === 'UPCOMING') {
    return (
      <span>
        opens in <Countdown to={opensAt} />
      </span>
    );
  }
  if (phase === 'CLOSED') return <span>closed on {dateWords(closesAt)}</span>;
  return (
    <span>
      closes in <Countdown to={closesAt} />
    </span>
  );
}
