import { Alert, Button, Group, List } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import type { SettingConflict_ChangeFragment } from '../../gql/graphql.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { settingLabel, storedWords } from './setting-fields.ts';

graphql(`
  fragment SettingConflict_change on EventSettingChange {
    id
    at
    field
    before
    after
    by {
      id
      displayName
    }
  }
`);

interface Props {
  changes: readonly SettingConflict_ChangeFragment[];
  /** What was changed here. */
  mine: readonly string[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Who has changed what since this page was opened, and the two ways on. */
export function SettingConflict({ changes, mine, onKeepMine, onTakeTheirs }: Props) {
  return (
    <Alert
      color="orange"
      icon={<IconGitMerge size={18} />}
      role="alert"
      title="Somebody else has changed these settings meanwhile"
    >
      <List size="sm" mb="sm" data-testid="setting-conflict">
        {changes.map(({ id, at, field, before, after, by }) => (
          <List.Item key={id}>
            <b>{by?.displayName ?? 'Somebody'}</b> changed <b>{settingLabel(field)}</b> from{' '}
            {storedWords(field, before)} to {storedWords(field, after)}, <TimeAgo at={at} />
            {mine.includes(field) && ' – you have changed it, too'}.
          </List.Item>
        ))}
      </List>
      <Group gap="xs">
        <Button size="xs" onClick={onKeepMine}>
          Go on with my changes on top
        </Button>
        <Button size="xs" variant="default" onClick={onTakeTheirs}>
          Drop my changes
        </Button>
      </Group>
    </Alert>
  );
}
