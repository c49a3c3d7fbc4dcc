import { useMutation } from '@apollo/client/react';
import { Alert, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { EventAdmins_EventFragment } from '../../gql/graphql.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';

graphql(`
  fragment EventAdmins_event on Event {
    id
    slug
    title
    admins {
      id
      username
      displayName
    }
  }
`);

const ADD = graphql(`
  mutation AddEventAdmin($input: AddEventAdminInput!) {
    addEventAdmin(input: $input) {
      event {
        ...EventAdmins_event
      }
      refusal {
        message
      }
    }
  }
`);

const REMOVE = graphql(`
  mutation RemoveEventAdmin($input: RemoveEventAdminInput!) {
    removeEventAdmin(input: $input) {
      event {
        ...EventAdmins_event
      }
      refusal {
        message
      }
    }
  }
`);

/** Who runs the event beside the site admins. */
export function EventAdmins({ event }: { event: EventAdmins_EventFragment }) {
  const [login, setLogin] = useState('');
  const [leaving, setLeaving] = useState<{ id: string; displayName: string } | null>(null);
  const [add, adding] = useMutation(ADD);
  const [remove, removing] = useMutation(REMOVE);
  const refusal = adding.data?.addEventAdmin.refusal ?? removing.data?.removeEventAdmin.refusal;
  const error = adding.error ?? removing.error;

  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (login.trim() === '' || adding.loading) return;
    removing.reset();
    const input = { eventSlug: event.slug, login };
    const { data } = await add({ variables: { input } }).catch(() => ({ data: undefined }));
    if (data?.addEventAdmin.refusal === null) setLogin('');
  };
  const takeOff = (userId: string) => {
    adding.reset();
    void remove({ variables: { input: { eventSlug: event.slug, userId } } }).catch(() => undefined);
  };
  return (
    <Card withBorder component="section" aria-label="Admins of the event">
      <Stack gap="sm">
        <div>
          <Title order={3} size="h4">
            Admins
          </Title>
          <Text size="sm" c="dimmed">
            They see and change everything about this event, like site admins do.
          </Text>
        </div>
        {event.admins?.map((admin) => (
          <Group key={admin.id} justify="space-between" data-testid="event-admin">
            <Text size="sm">
              {admin.displayName} <Text span c="dimmed">{`@${admin.username}`}</Text>
            </Text>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Remove ${admin.username}`}
              onClick={() => setLeaving(admin)}
            >
              Remove
            </Button>
          </Group>
        ))}
        {event.admins?.length === 0 && <Text size="sm">Only site admins run this event now.</Text>}
        {refusal && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {refusal.message}
          </Alert>
        )}
        {error && <ErrorBox error={error} title="The admins are as they were" />}
        <form onSubmit={(submitted) => void send(submitted)} noValidate>
          <Group gap="xs" align="flex-end">
            <TextInput
              label="User name or e-mail"
              value={login}
              onChange={({ currentTarget }) => setLogin(currentTarget.value)}
              autoCapitalize="none"
              spellCheck={false}
              flex={1}
              maw={320}
            />
            <Button type="submit" variant="default" loading={adding.loading}>
              Add an admin
            </Button>
          </Group>
        </form>
      </Stack>
      <ConfirmModal
        isOpen={leaving !== null}
        title={`Remove ${leaving?.displayName ?? ''}?`}
        confirmWord="Remove"
        onClose={() => setLeaving(null)}
        onConfirm={() => leaving && takeOff(leaving.id)}
      >
        {leaving?.displayName} will no longer run “{event.title}”, nor see its hidden scores and people.
      </ConfirmModal>
    </Card>
  );
}
