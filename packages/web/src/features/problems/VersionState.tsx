import { Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import type { ProblemVersionState } from '../../gql/graphql.ts';

const looks = {
  CHECKING: { word: 'being read by a worker', color: 'dimmed', Icon: IconLoader2 },
  READY: { word: 'ready', color: 'var(--db-good)', Icon: IconCircleCheck },
  REFUSED: { word: 'refused', color: 'var(--db-bad)', Icon: IconCircleX },
} as const;

/** Where a version stands, as icon and word. */
export function VersionState({ state }: { state: ProblemVersionState }) {
  const { word, color, Icon } = looks[state];
  return (
    <Text
      span
      size="sm"
      fw={500}
      c={color}
      data-testid="version-state"
      data-state={state}
      style={{ whiteSpace: 'nowrap' }}
    >
      <Icon size={15} stroke={1.9} aria-hidden="true" style={{ verticalAlign: '-2px', marginRight: 5 }} />
      {word}
    </Text>
  );
}
