import { Button, Group, Switch } from '@mantine/core';
import { IconUserPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { TeamPanel_TeamFragment } from '../../gql/graphql.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { TeamActs } from './use-team-acts.ts';

interface Props {
  team: TeamPanel_TeamFragment;
  acts: TeamActs;
  /** There is room, and teams are not frozen for the viewer. */
  canTakeIn: boolean;
}

type Request = NonNullable<TeamPanel_TeamFragment['requests']>[number];

/** Who asks to join, with the leader's yes or no, and whether anybody may ask. */
export function JoinRequests({ team, acts, canTakeIn }: Props) {
  const [accepts, setAccepts] = useState<Request | null>(null);
  const requests = team.requests ?? [];
  return (
    <>
      {requests.length > 0 && (
        <DataTable label="Requests to join">
          <thead>
            <tr>
              <th scope="col">asks to join</th>
              <th scope="col">asked</th>
              {team.rights.answer && <th scope="col">do</th>}
            </tr>
          </thead>
          <tbody>
            {requests.map((request) => (
              <tr key={request.id} data-testid="join-request">
                <th scope="row">{nameOf(request)}</th>
                <td>
                  <TimeAgo at={request.createdAt} />
                </td>
                {team.rights.answer && (
                  <td>
                    <Group gap={4} wrap="nowrap">
                      {canTakeIn && (
                        <Button
                          size="compact-xs"
                          leftSection={<IconUserPlus size={14} />}
                          aria-label={`Take in ${nameOf(request)}`}
                          onClick={() => setAccepts(request)}
                        >
                          Take in
                        </Button>
                      )}
                      <Button
                        size="compact-xs"
                        variant="default"
                        leftSection={<IconX size={14} />}
                        aria-label={`Decline ${nameOf(request)}`}
                        onClick={() => void acts.decline(request.id)}
                      >
                        Decline
                      </Button>
                    </Group>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {team.rights.openUp && (
        <Switch
          label="Participants may ask to join"
          description="The team is in the list of those who look for one. You say yes or no."
          checked={team.takesRequests}
          disabled={acts.isRunning}
          onChange={({ currentTarget: { checked } }) => void acts.openUp(team.id, checked)}
        />
      )}
      <ConfirmModal
        isOpen={accepts !== null}
        title={accepts ? `Take in ${nameOf(accepts)}` : ''}
        confirmWord="Take in"
        isHarmless
        onClose={() => setAccepts(null)}
        onConfirm={() => accepts && void acts.accept(accepts.id)}
      >
        They share the draft, the submissions, the scores and the quota with the team from then on. Their own team goes
        away, with its draft.
      </ConfirmModal>
    </>
  );
}

const nameOf = ({ invitedBy, invitee }: Request): string => invitedBy?.username ?? invitee;
