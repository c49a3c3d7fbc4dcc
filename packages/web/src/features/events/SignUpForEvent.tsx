import { useMutation } from '@apollo/client/react';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconHourglass, IconSend2 } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { SignUpForEvent_EventFragment } from '../../gql/graphql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';

graphql(`
  fragment SignUpForEvent_event on Event {
    id
    slug
    phase
    myParticipation {
      id
      state
    }
  }
`);

const SIGN_UP_FOR_EVENT = graphql(`
  mutation SignUpForEvent($input: SignUpForEventInput!) {
    signUpForEvent(input: $input) {
      event {
        ...EventHeader_event
      }
      refusal {
        reason
        message
      }
    }
  }
`);

/** The way into an event: an account first, then joining, then the first submission. */
export function SignUpForEvent({ event }: { event: SignUpForEvent_EventFragment }) {
  const viewer = useViewer();
  const { pathname } = useLocation();
  const [join, { loading, error, data }] = useMutation(SIGN_UP_FOR_EVENT);
  const refusal = data?.signUpForEvent.refusal;

  if (event.phase === 'CLOSED') return null;
  if (viewer === null) {
    return (
      <Stack gap={6}>
        <Button component={Link} to={paths.signUp(pathname)}>
          Sign up to take part
        </Button>
        <Button component={Link} to={paths.signIn(pathname)} variant="default">
          I have an account
        </Button>
      </Stack>
    );
  }
  if (event.myParticipation?.state === 'ASKED') {
    return (
      <Alert color="blue" icon={<IconHourglass size={18} />} title="Waiting for approval">
        An organiser looks at each request. You can read everything meanwhile.
      </Alert>
    );
  }
  if (event.myParticipation) {
    return event.phase === 'UPCOMING' ? (
      <Text size="sm" c="dimmed">
        You are in. Submitting opens with the event.
      </Text>
    ) : (
      <Button component={Link} to={paths.submit(event.slug)} leftSection={<IconSend2 size={16} stroke={1.8} />}>
        Write a submission
      </Button>
    );
  }
  return (
    <Stack gap={8}>
      {refusal && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          {refusal.message}
        </Alert>
      )}
      {error && <ErrorBox error={error} title="Not joined" />}
      <Button
        loading={loading || viewer === undefined}
        onClick={() => void join({ variables: { input: { eventSlug: event.slug } } }).catch(() => undefined)}
      >
        Join this event
      </Button>
    </Stack>
  );
}
