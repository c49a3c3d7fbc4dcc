import { useMutation } from '@apollo/client/react';
import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { EventLife_EventFragment } from '../../gql/graphql.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TypedConfirmModal } from '../../ui/TypedConfirmModal.tsx';

graphql(`
  fragment EventLife_event on Event {
    id
    slug
    title
    phase
    archivedAt
    closesAt
    publicOpensAt
    signUpClosesAt
    settingsVersion
    submissionCount
  }
`);

const CLOSE = graphql(`
  mutation CloseEvent($input: EventInput!) {
    answer: closeEvent(input: $input) {
      event {
        ...EventLife_event
      }
      refusal {
        message
      }
    }
  }
`);

const ARCHIVE = graphql(`
  mutation ArchiveEvent($input: EventInput!) {
    answer: archiveEvent(input: $input) {
      event {
        ...EventLife_event
      }
      refusal {
        message
      }
    }
  }
`);

const UNARCHIVE = graphql(`
  mutation UnarchiveEvent($input: EventInput!) {
    answer: unarchiveEvent(input: $input) {
      event {
        ...EventLife_event
      }
      refusal {
        message
      }
    }
  }
`);

const DELETE = graphql(`
  mutation DeleteEvent($input: DeleteEventInput!) {
    answer: deleteEvent(input: $input) {
      refusal {
        message
      }
    }
  }
`);

/** Ending an event: closing it early, the archive, and deleting it where nothing was submitted. */
export function EventLife({ event }: { event: EventLife_EventFragment }) {
  const { slug, title, phase, archivedAt, submissionCount } = event;
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'close' | 'archive' | null>(null);
  const [isDeleting, deleting] = useDisclosure(false);
  const [close, closed] = useMutation(CLOSE);
  const [archive, archived] = useMutation(ARCHIVE);
  const [unarchive, unarchived] = useMutation(UNARCHIVE);
  const [remove, removed] = useMutation(DELETE);
  const acts = [closed, archived, unarchived];
  const refusal = acts.map(({ data }) => data?.answer.refusal).find(Boolean);
  const error = acts.map((act) => act.error).find(Boolean);
  const run = (act: typeof close | typeof archive | typeof unarchive) => {
    for (const { reset } of acts) reset();
    void act({ variables: { input: { slug } } }).catch(() => undefined);
  };
  const isOpen = phase === 'COMPETITIVE' || phase === 'COLLABORATIVE';

  const erase = async (confirmSlug: string) => {
    const input = { slug, confirmSlug };
    const { data } = await remove({ variables: { input } }).catch(() => ({ data: undefined }));
    if (data?.answer.refusal === null) await navigate(paths.events());
  };
  return (
    <Card withBorder component="section" aria-label="The end of the event">
      <Stack gap="sm">
        <Title order={3} size="h4">
          The end of it
        </Title>
        {refusal && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {refusal.message}
          </Alert>
        )}
        {error && <ErrorBox error={error} title="The event is as it was" />}
        {isOpen && (
          <Act
            words="Close it now: nothing more is taken, and the result is final. An event never opens again."
            button={
              <Button color="red" variant="light" onClick={() => setAsked('close')} loading={closed.loading}>
                Close now
              </Button>
            }
          />
        )}
        {archivedAt === null ? (
          <Act
            words={
              isOpen
                ? 'Once it has closed it can go into the archive.'
                : 'The archive: out of the list of events, readable as before, and nothing of it changes.'
            }
            button={
              <Button
                variant="default"
                disabled={isOpen}
                onClick={() => setAsked('archive')}
                loading={archived.loading}
              >
                Archive
              </Button>
            }
          />
        ) : (
          <Act
            words="It is in the archive: readable as before, and nothing of it changes."
            button={
              <Button variant="default" onClick={() => run(unarchive)} loading={unarchived.loading}>
                Take out of the archive
              </Button>
            }
          />
        )}
        <Act
          words={
            submissionCount > 0
              ? 'There are submissions: nobody can delete this event.'
              : 'Nothing was submitted: the event can be deleted, with its participants and invitations.'
          }
          button={
            <Button color="red" variant="subtle" disabled={submissionCount > 0} onClick={deleting.open}>
              Delete
            </Button>
          }
        />
      </Stack>
      <ConfirmModal
        isOpen={asked !== null}
        title={asked === 'close' ? `Close “${title}” now?` : `Put “${title}” into the archive?`}
        confirmWord={asked === 'close' ? 'Close for good' : 'Put it away'}
        isHarmless={asked === 'archive'}
        onClose={() => setAsked(null)}
        onConfirm={() => run(asked === 'close' ? close : archive)}
      >
        {asked === 'close'
          ? 'Its closing date becomes this moment. Nobody can submit any more, private scores are shown to participants, and this cannot be taken back.'
          : 'It leaves the list of events. Everybody who could read it still can. You can take it out again.'}
      </ConfirmModal>
      <TypedConfirmModal
        isOpen={isDeleting}
        title={`Delete “${title}”?`}
        name={slug}
        confirmWord="Delete the event"
        isBusy={removed.loading}
        refusal={removed.data?.answer.refusal?.message ?? null}
        error={removed.error}
        onConfirm={(typed) => void erase(typed)}
        onClose={deleting.close}
      >
        The event, its participants, teams, drafts and invitations go away for everybody. This cannot be taken back.
      </TypedConfirmModal>
    </Card>
  );
}

const Act = ({ words, button }: { words: string; button: ReactNode }) => (
  <Group justify="space-between" wrap="nowrap" gap="md">
    <Text size="sm">{words}</Text>
    <div style={{ flex: 'none' }}>{button}</div>
  </Group>
);
