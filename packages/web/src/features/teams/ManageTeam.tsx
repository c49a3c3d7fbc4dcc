import { useQuery } from '@apollo/client/react';
import { Button, Drawer, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { TeamPanel_EventFragment } from '../../gql/graphql.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { ActOutcome } from './ActOutcome.tsx';
import { OneFieldForm } from './OneFieldForm.tsx';
import { TeamPanel } from './TeamPanel.tsx';
import { useLiveTeam } from './use-live-team.ts';
import { useTeamActs } from './use-team-acts.ts';

const TEAM = graphql(`
  query ManageTeam($id: ID!) {
    team(id: $id) {
      id
      ...TeamPanel_team
    }
  }
`);

interface Props {
  event: TeamPanel_EventFragment;
  teamId: string;
  /** Teams that this one could merge with. */
  others: readonly { id: string; name: string; hasSubmitted: boolean }[];
  onClose: () => void;
}

/** One team in a drawer, with what organisers can do beyond its leader: put people in, merge without asking. */
export function ManageTeam({ event, teamId, others, onClose }: Props) {
  const { data, error, refetch } = useQuery(TEAM, { variables: { id: teamId }, fetchPolicy: 'cache-and-network' });
  useLiveTeam(teamId, refetch);
  const acts = useTeamActs();
  const [otherId, setOtherId] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const team = data?.team;
  const mergeable = others.filter((other) => other.id !== teamId && !other.hasSubmitted);
  const other = mergeable.find(({ id }) => id === otherId);
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title="Team">
      {error && !team && <ErrorBox error={error} title="The team could not be read" onRetry={() => void refetch()} />}
      {!team && !error && (data ? <Text c="dimmed">This team is gone.</Text> : <Skeleton h={200} />)}
      {team && (
        <Stack gap="lg">
          <TeamPanel event={event} team={team} />
          <ActOutcome acts={acts} />
          {event.phase !== 'CLOSED' && (
            <>
              {team.members.length < event.maxTeamSize && (
                <OneFieldForm
                  label="Put somebody in"
                  description="By username, without an invitation. They are told."
                  word="Put in"
                  isBusy={acts.isRunning}
                  onSend={(username) => acts.add(teamId, username)}
                />
              )}
              {!team.hasSubmitted && mergeable.length > 0 && (
                <Group gap="xs" align="flex-end" wrap="nowrap">
                  <Select
                    label="Merge with another team"
                    description={`It becomes part of “${team.name}”; of the teams on this page, those that have not submitted.`}
                    data={mergeable.map(({ id, name }) => ({ value: id, label: name }))}
                    value={otherId}
                    onChange={setOtherId}
                    searchable
                    flex={1}
                  />
                  <Button variant="default" disabled={other === undefined} onClick={() => setIsAsking(true)}>
                    Merge
                  </Button>
                </Group>
              )}
            </>
          )}
          <ConfirmModal
            isOpen={isAsking}
            title="Merge two teams"
            confirmWord="Merge"
            onClose={() => setIsAsking(false)}
            onConfirm={() => {
              if (other) void acts.merge(teamId, other.id).then((isDone) => isDone && setOtherId(null));
            }}
          >
            The team “{other?.name}” goes away with its draft; its members become members of “{team.name}”, and are
            told.
          </ConfirmModal>
        </Stack>
      )}
    </Drawer>
  );
}
