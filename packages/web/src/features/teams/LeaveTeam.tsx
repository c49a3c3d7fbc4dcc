import { Button, Select, Stack } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import type { TeamPanel_TeamFragment } from '../../gql/graphql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import type { TeamActs } from './use-team-acts.ts';

interface Props {
  team: TeamPanel_TeamFragment;
  acts: TeamActs;
  onGone?: () => void;
}

/** The way out of a team; a leader may say who leads next. */
export function LeaveTeam({ team, acts, onGone }: Props) {
  const viewer = useViewer();
  const [isAsking, setIsAsking] = useState(false);
  const [successorId, setSuccessorId] = useState<string | null>(null);
  if (!team.rights.leave) return null;
  const others = team.members.filter(({ user }) => user.id !== viewer?.id);
  const leads = team.members.some(({ user, isLeader }) => isLeader && user.id === viewer?.id);
  return (
    <Stack gap="xs" align="flex-start">
      {leads && others.length > 1 && (
        <Select
          label="Who leads after you"
          placeholder={`${others[0]?.user.username}, who has been here longest`}
          data={others.map(({ user }) => ({ value: user.id, label: user.username }))}
          value={successorId}
          onChange={setSuccessorId}
          clearable
        />
      )}
      <Button
        variant="default"
        leftSection={<IconLogout size={16} stroke={1.8} />}
        onClick={() => setIsAsking(true)}
        disabled={acts.isRunning}
      >
        {others.length === 0 ? 'Leave the event' : 'Leave the team'}
      </Button>
      <ConfirmModal
        isOpen={isAsking}
        title={others.length === 0 ? 'Leave the event' : 'Leave the team'}
        confirmWord="Leave"
        onClose={() => setIsAsking(false)}
        onConfirm={() => void acts.leave(team.id, successorId).then((isDone) => isDone && onGone?.())}
      >
        {leaveWords(team, others.length)}
      </ConfirmModal>
    </Stack>
  );
}

function leaveWords(team: TeamPanel_TeamFragment, others: number): string {
  if (others === 0) return 'Your participation and its draft go away. You can join again.';
  const access = `You lose access to the draft, the code, the logs and the scores of “${team.name}” at once.`;
  return team.hasSubmitted
    ? `${access} The team has submitted: you cannot compete in this event any more, unless it takes you in again or an organiser lets you.`
    : `${access} You can join the event again, alone.`;
}
