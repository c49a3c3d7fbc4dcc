import { Badge, Button, Group } from '@mantine/core';
import { IconCrown, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import type { TeamPanel_TeamFragment } from '../../gql/graphql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { TeamActs } from './use-team-acts.ts';

type Member = TeamPanel_TeamFragment['members'][number];

/** Who is in the team, and what its leader can do about that. */
export function TeamMembers({ team, acts }: { team: TeamPanel_TeamFragment; acts: TeamActs }) {
  const viewer = useViewer();
  const [asks, setAsks] = useState<{ act: 'remove' | 'handOver'; member: Member } | null>(null);
  const canChange = team.members.length > 1 && (team.rights.remove || team.rights.handOver);
  return (
    <>
      <DataTable label="Members">
        <thead>
          <tr>
            <th scope="col">member</th>
            <th scope="col">joined</th>
            {canChange && <th scope="col">do</th>}
          </tr>
        </thead>
        <tbody>
          {team.members.map((member) => (
            <tr key={member.user.id} data-testid="team-member">
              <th scope="row">
                <Group gap="xs" wrap="nowrap">
                  {member.user.username}
                  {member.isLeader && (
                    <Badge
                      size="sm"
                      flex="none"
                      variant="light"
                      leftSection={<IconCrown size={12} aria-hidden="true" />}
                    >
                      leads
                    </Badge>
                  )}
                  {member.user.id === viewer?.id && (
                    <Badge size="sm" flex="none" variant="light" color="yellow" c="var(--mantine-color-text)">
                      you
                    </Badge>
                  )}
                </Group>
              </th>
              <td>
                <TimeAgo at={member.joinedAt} />
              </td>
              {canChange && (
                <td>
                  <Group gap={4} wrap="nowrap">
                    {team.rights.handOver && !member.isLeader && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        leftSection={<IconCrown size={14} />}
                        onClick={() => setAsks({ act: 'handOver', member })}
                      >
                        Make leader
                      </Button>
                    )}
                    {team.rights.remove && member.user.id !== viewer?.id && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        leftSection={<IconUserMinus size={14} />}
                        onClick={() => setAsks({ act: 'remove', member })}
                      >
                        Remove
                      </Button>
                    )}
                  </Group>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </DataTable>
      <ConfirmModal
        isOpen={asks !== null}
        title={asks?.act === 'remove' ? 'Remove a member' : 'Another leader'}
        confirmWord={asks?.act === 'remove' ? 'Remove' : 'Hand over'}
        isHarmless={asks?.act === 'handOver'}
        onClose={() => setAsks(null)}
        onConfirm={() => asks && void acts[asks.act](team.id, asks.member.user.id)}
      >
        {asks?.act === 'remove'
          ? `${asks.member.user.username} loses access to everything of “${team.name}” at once. What they have submitted stays with the team.`
          : `${asks?.member.user.username} invites, removes and renames from now on; who leads now no longer does.`}
      </ConfirmModal>
    </>
  );
}
