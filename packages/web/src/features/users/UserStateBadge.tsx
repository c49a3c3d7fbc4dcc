import { Badge } from '@mantine/core';
import { IconCircleCheck, IconCircleOff, IconHourglass, IconMailExclamation, IconUserOff } from '@tabler/icons-react';
import type { UserState } from '../../gql/graphql.ts';
import { userStateWords } from './user-state-words.ts';

const looks: Record<UserState, { color: string; Icon: typeof IconHourglass }> = {
  UNCONFIRMED: { color: 'yellow', Icon: IconMailExclamation },
  ASKED: { color: 'blue', Icon: IconHourglass },
  ACTIVE: { color: 'teal', Icon: IconCircleCheck },
  DISABLED: { color: 'red', Icon: IconCircleOff },
  DELETED: { color: 'gray', Icon: IconUserOff },
};

/** Where an account stands: a word with a sign. */
export function UserStateBadge({ state }: { state: UserState }) {
  const { color, Icon } = looks[state];
  return (
    <Badge variant="light" color={color} leftSection={<Icon size={12} aria-hidden />} tt="none">
      {userStateWords[state]}
    </Badge>
  );
}
