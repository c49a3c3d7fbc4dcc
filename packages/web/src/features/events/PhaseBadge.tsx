import { Badge } from '@mantine/core';
import { IconCalendarClock, IconLock, IconPlayerPlayFilled, IconUsers } from '@tabler/icons-react';
import type { EventPhase } from '../../gql/graphql.ts';

const looks = {
  UPCOMING: { word: 'upcoming', color: 'blue', Icon: IconCalendarClock, hint: 'Not open yet.' },
  COMPETITIVE: {
    word: 'competitive',
    color: 'teal',
    Icon: IconPlayerPlayFilled,
    hint: 'Scores are visible, code is hidden.',
  },
  COLLABORATIVE: {
    word: 'collaborative',
    color: 'grape',
    Icon: IconUsers,
    hint: 'Participants read and reuse each other’s code.',
  },
  CLOSED: { word: 'closed', color: 'gray', Icon: IconLock, hint: 'No more submissions.' },
} satisfies Record<EventPhase, object>;

/** The phase of an event: colour, icon and word. */
export function PhaseBadge({ phase }: { phase: EventPhase }) {
  const { word, color, Icon, hint } = looks[phase];
  return (
    <Badge variant="light" color={color} leftSection={<Icon size={12} />} tt="none" fw={550} title={hint} radius="sm">
      {word}
    </Badge>
  );
}
