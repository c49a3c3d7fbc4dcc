import { Button } from '@mantine/core';
import { graphql } from '../../gql/gql.ts';
import type { TeamsTable_TeamFragment } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';

graphql(`
  fragment TeamsTable_team on Team {
    id
    name
    hasSubmitted
    members {
      isLeader
      user {
        id
        username
      }
    }
    invitations {
      id
    }
  }
`);

interface Props {
  teams: readonly TeamsTable_TeamFragment[];
  maxSize: number;
  onOpen: (id: string) => void;
}

/** An event's teams, one a row, each with the way to all that can be done to it. */
export function TeamsTable({ teams, maxSize, onOpen }: Props) {
  return (
    <DataTable label="Teams">
      <thead>
        <tr>
          <th scope="col">team</th>
          <th scope="col">members</th>
          <th scope="col" data-numeric>
            size
          </th>
          <th scope="col" data-numeric>
            invited
          </th>
          <th scope="col">submitted</th>
          <th scope="col">do</th>
        </tr>
      </thead>
      <tbody>
        {teams.map(({ id, name, members, invitations, hasSubmitted }) => (
          <tr key={id} data-testid="team-row">
            <th scope="row">{name}</th>
            <td>{members.map(({ user, isLeader }) => `${user.username}${isLeader ? ' (leads)' : ''}`).join(', ')}</td>
            <td data-numeric>
              {members.length} of {maxSize}
            </td>
            <td data-numeric>{invitations?.length ?? 0}</td>
            <td>{hasSubmitted ? 'yes' : 'not yet'}</td>
            <td>
              <Button size="compact-xs" variant="default" onClick={() => onOpen(id)} aria-label={`Change ${name}`}>
                Change
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
