import { useMutation } from '@apollo/client/react';
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertCircle, IconMail } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { wordsOf } from './words-of.ts';

const INVITE = graphql(`
  mutation InviteToEvent($input: InviteToEventInput!) {
    inviteToEvent(input: $input) {
      invitedCount
      refusal {
        field
        message
      }
    }
  }
`);

/** Whom to invite, and a word to them. What was typed stays until all of it was taken. */
export function InviteForm({ slug, onInvited }: { slug: string; onInvited: () => void }) {
  const [typed, setTyped] = useState('');
  const [message, setMessage] = useState('');
  const [invite, { loading, data, error, reset }] = useMutation(INVITE);
  const refusal = data?.inviteToEvent.refusal;
  const emails = wordsOf(typed);

  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (loading || emails.length === 0) return;
    const input = { eventSlug: slug, emails, message: message.trim() || null };
    const { data: answer } = await invite({ variables: { input } }).catch(() => ({ data: undefined }));
    if (!answer || answer.inviteToEvent.refusal) return;
    setTyped('');
    onInvited();
  };
  return (
    <form onSubmit={(submitted) => void send(submitted)} noValidate aria-label="Invite">
      <Stack gap="sm" maw={720}>
        <Textarea
          label="E-mail addresses"
          description="One a line, or with commas between them; at most 200."
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            reset();
          }}
          error={refusal?.field === 'emails' ? refusal.message : null}
          autosize
          minRows={2}
          maxRows={10}
          spellCheck={false}
        />
        <Textarea
          label="A word to them"
          description="Optional; in the mail."
          value={message}
          maxLength={2000}
          onChange={({ currentTarget }) => setMessage(currentTarget.value)}
          autosize
          minRows={1}
          maxRows={6}
        />
        {refusal && refusal.field !== 'emails' && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {refusal.message}
          </Alert>
        )}
        {error && <ErrorBox error={error} title="Nobody was invited" />}
        <Group gap="sm">
          <Button type="submit" loading={loading} disabled={emails.length === 0} leftSection={<IconMail size={16} />}>
            Invite {emails.length || ''}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {data && !refusal && `${data.inviteToEvent.invitedCount} invited. The mails are on their way.`}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
