import { useQuery } from '@apollo/client/react';
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { MyTeamInvitationsQuery } from '../../gql/graphql.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { ActOutcome } from './ActOutcome.tsx';
import { useTeamActs } from './use-team-acts.ts';

const INVITATIONS = graphql(`
  query MyTeamInvitations($eventSlug: String) {
    myTeamInvitations(eventSlug: $eventSlug) {
      id
      kind
      expiresAt
      invitedBy {
        id
        username
      }
      team {
        id
        name
        members {
          user {
            id
            username
          }
        }
        event {
          id
          slug
          title
        }
      }
    }
  }
`);

type Invitation = MyTeamInvitationsQuery['myTeamInvitations'][number];

/** Invitations that wait for the viewer's answer, of one event or of all; nothing where there are none. */
export function MyInvitations({ eventSlug }: { eventSlug?: string }) {
  const { data } = useQuery(INVITATIONS, {
    variables: { eventSlug: eventSlug ?? null },
    fetchPolicy: 'cache-and-network',
  });
  const acts = useTeamActs();
  const [accepts, setAccepts] = useState<Invitation | null>(null);
  const invitations = data?.myTeamInvitations ?? [];
  if (invitations.length === 0 && !acts.refusal && !acts.error) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Invitations">
      <ActOutcome acts={acts} />
      {invitations.map((invitation) => (
        <Alert
          key={invitation.id}
          icon={<IconUsersPlus size={18} />}
          title={titleOf(invitation)}
          data-testid="my-invitation"
        >
          <Text size="sm">
            {invitation.team.members.map(({ user }) => user.username).join(', ')}
            {eventSlug === undefined && (
              <>
                {' · '}
                <Anchor component={Link} to={paths.event(invitation.team.event.slug)} inherit>
                  {invitation.team.event.title}
                </Anchor>
              </>
            )}
            {' · good for '}
            <Countdown to={invitation.expiresAt} />
          </Text>
          <Group gap="xs" mt="xs">
            <Button size="xs" loading={acts.isRunning} onClick={() => setAccepts(invitation)}>
              Accept
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={acts.isRunning}
              onClick={() => void acts.decline(invitation.id)}
            >
              Decline
            </Button>
          </Group>
        </Alert>
      ))}
      <ConfirmModal
        isOpen={accepts !== null}
        title={accepts ? `Join “${accepts.team.name}”` : ''}
        confirmWord="Join"
        isHarmless
        onClose={() => setAccepts(null)}
        onConfirm={() => accepts && void acts.accept(accepts.id)}
      >
        {accepts?.kind === 'MERGE'
          ? `Your whole team becomes part of “${accepts.team.name}”. Your own team goes away, with its draft.`
          : 'You share the draft, the submissions, the scores and the quota with the team. If you have a team of your own in this event, it goes away, with its draft.'}
      </ConfirmModal>
    </Stack>
  );
}

const titleOf = ({ kind, team, invitedBy }: Invitation): string =>
  kind === 'MERGE'
    ? `The team “${team.name}” wants to merge with yours`
    : `${invitedBy?.username ?? 'Somebody'} invites you to the team “${team.name}”`;
