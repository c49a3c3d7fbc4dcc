import { useMutation } from '@apollo/client/react';
import { Alert, Button, Group, Pill, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { Preapprovals_EventFragment } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { wordsOf } from './words-of.ts';

graphql(`
  fragment Preapprovals_event on Event {
    id
    slug
    preapprovals {
      id
      pattern
    }
  }
`);

const ADD = graphql(`
  mutation AddPreapprovals($input: AddPreapprovalsInput!) {
    addPreapprovals(input: $input) {
      approvedCount
      event {
        ...Preapprovals_event
      }
      refusal {
        field
        message
      }
    }
  }
`);

const REMOVE = graphql(`
  mutation RemovePreapproval($input: RemovePreapprovalInput!) {
    removePreapproval(input: $input) {
      event {
        ...Preapprovals_event
      }
    }
  }
`);

/** Whose sign-up is approved at once, by address or domain. */
export function Preapprovals({ event }: { event: Preapprovals_EventFragment }) {
  const [typed, setTyped] = useState('');
  const [add, { loading, data, error, reset }] = useMutation(ADD);
  const [remove, removed] = useMutation(REMOVE);
  const refusal = data?.addPreapprovals.refusal;
  const approvedCount = data?.addPreapprovals.approvedCount ?? 0;
  const patterns = wordsOf(typed);

  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (loading || patterns.length === 0) return;
    const input = { eventSlug: event.slug, patterns };
    const { data: answer } = await add({ variables: { input } }).catch(() => ({ data: undefined }));
    if (answer?.addPreapprovals.refusal === null) setTyped('');
  };
  return (
    <Stack component="section" gap="sm" aria-label="Approved at once">
      <div>
        <Title order={2} size="h4">
          Approved at once
        </Title>
        <Text size="sm" c="dimmed" maw={720}>
          Whoever signs up with one of these addresses, or from one of these domains, needs neither approval nor code.
          Only confirmed addresses count. Those who wait already are let in as soon as you add them, and those whose
          address is not confirmed yet as soon as they have done so. Whoever is in stays in when you take it off again.
        </Text>
      </div>
      {event.preapprovals?.length === 0 && <Text size="sm">Nobody yet.</Text>}
      <Pill.Group>
        {event.preapprovals?.map(({ id, pattern }) => (
          <Pill
            key={id}
            withRemoveButton
            removeButtonProps={{ 'aria-label': `Remove ${pattern}`, 'aria-hidden': false, tabIndex: 0 }}
            onRemove={() =>
              void remove({ variables: { input: { eventSlug: event.slug, preapprovalId: id } } }).catch(() => undefined)
            }
          >
            {pattern}
          </Pill>
        ))}
      </Pill.Group>
      {removed.error && <ErrorBox error={removed.error} title="It is still there" />}
      <form onSubmit={(submitted) => void send(submitted)} noValidate aria-label="Approve at once">
        <Stack gap="sm" maw={720}>
          <Textarea
            label="Addresses or domains"
            description="One a line: ada@example.org, or @example.org for a whole domain."
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              reset();
            }}
            error={refusal?.field === 'patterns' ? refusal.message : null}
            autosize
            minRows={2}
            maxRows={10}
            spellCheck={false}
          />
          {refusal && refusal.field !== 'patterns' && (
            <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
              {refusal.message}
            </Alert>
          )}
          {error && <ErrorBox error={error} title="Nothing was added" />}
          <Group gap="sm">
            <Button type="submit" variant="default" loading={loading} disabled={patterns.length === 0}>
              Add
            </Button>
            <Text size="sm" c="dimmed" role="status">
              {approvedCount > 0 &&
                `${approvedCount} of those who waited ${approvedCount === 1 ? 'is' : 'are'} in now.`}
            </Text>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}
