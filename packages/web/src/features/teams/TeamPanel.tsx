import { Alert, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconSnowflake } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { TeamPanel_EventFragment, TeamPanel_TeamFragment } from '../../gql/graphql.ts';
import { dateTimeWords } from '../../lib/time-words.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import { ActOutcome } from './ActOutcome.tsx';
import { JoinRequests } from './JoinRequests.tsx';
import { LeaveTeam } from './LeaveTeam.tsx';
import { OneFieldForm } from './OneFieldForm.tsx';
import { OpenTeams } from './OpenTeams.tsx';
import { SentInvitations } from './SentInvitations.tsx';
import { TeamMembers } from './TeamMembers.tsx';
import { useTeamActs } from './use-team-acts.ts';

graphql(`
  fragment TeamPanel_event on Event {
    id
    slug
    title
    phase
    closesAt
    maxTeamSize
    teamsFreezeAt
    areTeamsFrozen
  }

  fragment TeamPanel_team on Team {
    id
    name
    hasSubmitted
    isMine
    takesRequests
    members {
      isLeader
      joinedAt
      user {
        id
        username
        displayName
      }
    }
    rights {
      rename
      invite
      revoke
      merge
      remove
      handOver
      leave
      answer
      openUp
    }
    invitations {
      id
      kind
      invitee
      createdAt
      expiresAt
    }
    requests {
      id
      invitee
      createdAt
      invitedBy {
        id
        username
      }
    }
  }
`);

interface Props {
  event: TeamPanel_EventFragment;
  team: TeamPanel_TeamFragment;
  onGone?: () => void;
}

/** A team with all that the viewer may do to it. */
export function TeamPanel({ event, team, onGone }: Props) {
  const acts = useTeamActs();
  const [done, setDone] = useState('');
  const { rights } = team;
  const isFull = team.members.length >= event.maxTeamSize;
  const isOpen = !event.areTeamsFrozen && event.phase !== 'CLOSED';
  /** Whoever is, and has not submitted, can go into another team. */
  const isAlone = team.members.length === 1 && !team.hasSubmitted && event.maxTeamSize > 1 && isOpen;
  /** Says what was done, for those who do not see it happen. */
  const telling = async (act: Promise<boolean>, words: string) => {
    setDone('');
    const isDone = await act;
    if (isDone) setDone(words);
    return isDone;
  };
  return (
    <Stack gap="lg" data-testid="team">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Title order={2}>{team.name}</Title>
          <Badge variant="light" color="gray">
            {team.members.length} of {event.maxTeamSize}
          </Badge>
        </Group>
        <FreezeNote event={event} />
      </Group>
      <ActOutcome acts={acts} />
      <div aria-live="polite">
        {done !== '' && (
          <Alert color="green" icon={<IconCheck size={18} />} p="xs">
            {done}
          </Alert>
        )}
      </div>
      <TeamMembers team={team} acts={acts} />
      {rights.invite && (
        <section aria-label="Invite">
          {isFull ? (
            <Text size="sm" c="dimmed">
              The team is full: {event.maxTeamSize === 1 ? 'everybody competes alone' : `${event.maxTeamSize} at most`}.
            </Text>
          ) : (
            <OneFieldForm
              label="Invite somebody"
              description="A username, or an e-mail address. They can answer for 14 days."
              word="Invite"
              isBusy={acts.isRunning}
              onSend={(invitee) => telling(acts.invite(team.id, invitee), `${invitee} is invited.`)}
            />
          )}
        </section>
      )}
      <SentInvitations team={team} acts={acts} />
      <JoinRequests team={team} acts={acts} canTakeIn={rights.invite && !isFull} />
      {rights.rename && (
        <OneFieldForm
          key={team.name}
          label="Name of the team"
          description={
            team.hasSubmitted
              ? 'It has submitted under this name.'
              : 'Its members can change it until its first submission.'
          }
          word="Rename"
          initial={team.name}
          keepsText
          isBusy={acts.isRunning}
          onSend={(name) => telling(acts.rename(team.id, name), 'The team has a new name.')}
        />
      )}
      {rights.merge && !isFull && team.isMine && (
        <OneFieldForm
          label="Merge with another team"
          description={`Its leader is asked; all of them become members of “${team.name}”. Only while neither has submitted.`}
          placeholder="Name of the other team"
          word="Ask them"
          isBusy={acts.isRunning}
          onSend={(name) => telling(acts.propose(team.id, name), `“${name}” is asked.`)}
        />
      )}
      {isAlone && team.isMine && <OpenTeams slug={event.slug} />}
      {team.isMine && <LeaveTeam team={team} acts={acts} {...(onGone === undefined ? {} : { onGone })} />}
    </Stack>
  );
}

function FreezeNote({ event }: { event: TeamPanel_EventFragment }) {
  const at = event.teamsFreezeAt ?? event.closesAt;
  if (event.phase === 'CLOSED') {
    return (
      <Text size="sm" c="dimmed">
        The event has closed: teams are final.
      </Text>
    );
  }
  return event.areTeamsFrozen ? (
    <Group gap={6}>
      <IconSnowflake size={16} aria-hidden="true" />
      <Text size="sm" c="dimmed">
        Frozen since {dateTimeWords(at)}
      </Text>
    </Group>
  ) : (
    <Text size="sm" c="dimmed">
      Teams freeze in <Countdown to={at} />
    </Text>
  );
}
