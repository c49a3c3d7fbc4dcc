import { useMutation } from '@apollo/client/react';
import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertCircle, IconHourglass, IconSend2 } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { SignUpForEvent_EventFragment } from '../../gql/graphql.ts';
import { useSlowNow } from '../../lib/use-now.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';

graphql(`
  fragment SignUpForEvent_event on Event {
    id
    slug
    phase
    archivedAt
    signUpMode
    signUpClosesAt
    myParticipation {
      id
      state
      note
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
        field
        message
      }
    }
  }
`);

/** The way into an event: an account first, then joining, then the first submission. */
export function SignUpForEvent({ event }: { event: SignUpForEvent_EventFragment }) {
  const viewer = useViewer();
  const { pathname } = useLocation();
  const now = useSlowNow();
  const [code, setCode] = useState('');
  const [join, { loading, error, data }] = useMutation(SIGN_UP_FOR_EVENT);
  const refusal = data?.signUpForEvent.refusal;

  if (event.phase === 'CLOSED' || event.archivedAt !== null) return null;
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
        {viewer?.emailConfirmedAt === null && (
          <Text size="sm" mt={6}>
            <Anchor component={Link} to={paths.profile()} inherit underline="always">
              Confirm your e-mail address
            </Anchor>
            , and you are in at once if the organisers have approved it beforehand.
          </Text>
        )}
      </Alert>
    );
  }
  if (event.myParticipation?.state === 'REJECTED') {
    return (
      <Alert
        color="gray"
        icon={<IconAlertCircle size={18} />}
        title="The organisers have turned your participation down"
      >
        {event.myParticipation.note}
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
  if (event.signUpClosesAt !== null && now >= Date.parse(event.signUpClosesAt)) {
    return (
      <Text size="sm" c="dimmed">
        Signing up for this event has closed.
      </Text>
    );
  }
  const needsCode = event.signUpMode === 'CODE';
  const input = { eventSlug: event.slug, ...(needsCode ? { code } : {}) };
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    void join({ variables: { input } }).catch(() => undefined);
  };
  return (
    <Stack gap={8} component="form" onSubmit={send}>
      {refusal && refusal.field !== 'code' && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          {refusal.message}
        </Alert>
      )}
      {error && <ErrorBox error={error} title="Not joined" />}
      {needsCode && (
        <TextInput
          label="Code"
          description="From the organisers."
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          error={refusal?.field === 'code' ? refusal.message : null}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      <Button type="submit" loading={loading || viewer === undefined}>
        {event.signUpMode === 'APPROVAL' ? 'Ask to join' : 'Join this event'}
      </Button>
      {event.signUpMode === 'APPROVAL' && (
        <Text size="xs" c="dimmed">
          The organisers approve each request.
        </Text>
      )}
    </Stack>
  );
}
