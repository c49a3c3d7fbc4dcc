import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { TeamPanel_TeamFragment } from '../../gql/graphql.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { TeamActs } from './use-team-acts.ts';

/** Whom the team has invited, and who has not answered; nothing where there are none. */
export function SentInvitations({ team, acts }: { team: TeamPanel_TeamFragment; acts: TeamActs }) {
  if (!team.invitations || team.invitations.length === 0) return null;
  return (
    <DataTable label="Invitations that wait for an answer">
      <thead>
        <tr>
          <th scope="col">invited</th>
          <th scope="col">sent</th>
          <th scope="col">good for</th>
          {team.rights.revoke && <th scope="col">do</th>}
        </tr>
      </thead>
      <tbody>
        {team.invitations.map(({ id, kind, invitee, createdAt, expiresAt }) => (
          <tr key={id} data-testid="sent-invitation">
            <th scope="row">{kind === 'MERGE' ? `the team “${invitee}”` : invitee}</th>
            <td>
              <TimeAgo at={createdAt} />
            </td>
            <td>
              <Countdown to={expiresAt} />
            </td>
            {team.rights.revoke && (
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconX size={14} />}
                  aria-label={`Take back the invitation of ${invitee}`}
                  onClick={() => void acts.revoke(id)}
                >
                  Take back
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
