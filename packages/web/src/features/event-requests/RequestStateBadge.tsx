import { Badge } from '@mantine/core';
import { IconArrowBackUp, IconCircleCheck, IconCircleX, IconHourglass } from '@tabler/icons-react';
import type { EventRequestState } from '../../gql/graphql.ts';

const looks: Record<EventRequestState, { word: string; color: string; Icon: typeof IconHourglass }> = {
  WAITING: { word: 'waiting', color: 'blue', Icon: IconHourglass },
  ACCEPTED: { word: 'accepted', color: 'teal', Icon: IconCircleCheck },
  DECLINED: { word: 'declined', color: 'red', Icon: IconCircleX },
  WITHDRAWN: { word: 'taken back', color: 'gray', Icon: IconArrowBackUp },
};

/** Where a request stands: a word with a sign. */
export function RequestStateBadge({ state }: { state: EventRequestState }) {
  const { word, color, Icon } = looks[state];
  return (
    <Badge variant="light" color={color} leftSection={<Icon size={12} aria-hidden />} tt="none">
      {word}
    </Badge>
  );
}
