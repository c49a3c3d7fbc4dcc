import { IconCalendarClock, IconLock, IconPlayerPlayFilled, IconUsers } from '@tabler/icons-react';
import type { EventPhase } from '../../gql/graphql.ts';
import classes from './PhaseBadge.module.css';

const looks = {
  UPCOMING: { word: 'upcoming', Icon: IconCalendarClock, hint: 'Not open yet.' },
  COMPETITIVE: { word: 'competitive', Icon: IconPlayerPlayFilled, hint: 'Scores are visible, code is hidden.' },
  COLLABORATIVE: { word: 'collaborative', Icon: IconUsers, hint: 'Participants read and reuse each other’s code.' },
  CLOSED: { word: 'closed', Icon: IconLock, hint: 'No more submissions.' },
} satisfies Record<EventPhase, object>;

/** The phase of an event: colour, icon and word. */
export function PhaseBadge({ phase }: { phase: EventPhase }) {
  const { word, Icon, hint } = looks[phase];
  return (
    <span className={classes['badge']} data-phase={phase} title={hint}>
      <Icon size={12} aria-hidden="true" />
      {word}
    </span>
  );
}
