import { Button, Stack, Title } from '@mantine/core';
import { graphql } from '../../gql/gql.ts';
import type { RescoringHistory_RescoringFragment } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import classes from './RescoringHistory.module.css';
import { rescoringWords } from './rescoring-words.ts';

graphql(`
  fragment RescoringHistory_rescoring on Rescoring {
    id
    state
    note
    createdAt
    endedAt
    requestedBy {
      id
      displayName
    }
    endedBy {
      id
      displayName
    }
    fromVersion {
      id
      number
    }
    toVersion {
      id
      number
    }
  }
`);

interface Props {
  rescorings: readonly RescoringHistory_RescoringFragment[];
  shownId: string | null;
  /** Null while the open one has the page. */
  onShow: ((id: string) => void) | null;
}

/** Every rescoring of the event: who, when, why, and how it ended. */
export function RescoringHistory({ rescorings, shownId, onShow }: Props) {
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        History
      </Title>
      <DataTable label="Rescorings">
        <thead>
          <tr>
            <th scope="col">versions</th>
            <th scope="col">state</th>
            <th scope="col">started</th>
            <th scope="col">ended</th>
            <th scope="col">what was corrected</th>
            {onShow && (
              <th scope="col">
                <span className={classes['hidden']}>changes</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rescorings.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                {one.fromVersion.number} → {one.toVersion.number}
              </th>
              <td>{rescoringWords(one.state)}</td>
              <td>
                <TimeAgo at={one.createdAt} /> by {one.requestedBy.displayName}
              </td>
              <td>
                {one.endedAt ? <TimeAgo at={one.endedAt} /> : '–'}
                {one.endedBy && ` by ${one.endedBy.displayName}`}
              </td>
              <td className={classes['note']} title={one.note}>
                {one.note}
              </td>
              {onShow && (
                <td>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-pressed={one.id === shownId}
                    onClick={() => onShow(one.id)}
                  >
                    {one.id === shownId ? 'Hide changes' : 'Show changes'}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Stack>
  );
}
