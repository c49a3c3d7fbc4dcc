import { useQuery } from '@apollo/client/react';
import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { ImportForm } from './ImportForm.tsx';
import { ImportResult } from './ImportResult.tsx';
import { ImportTable } from './ImportTable.tsx';
import type { ImportChoice } from './import-choice.ts';
import { useUserImport } from './use-user-import.ts';

const EVENTS = graphql(`
  query UserImportEvents {
    events {
      id
      slug
      title
      phase
    }
  }
`);

const nothing: ImportChoice = { file: null, eventSlug: null, passwords: 'LINKS', takesSuggestions: false };

/** For site admins: makes accounts for everybody on a list, after showing what becomes of each line. */
export function UserImportPage() {
  const viewer = useViewer();
  if (viewer === undefined) {
    return (
      <Page title="Import users">
        <Skeleton h={240} />
      </Page>
    );
  }
  return viewer?.isAdmin ? (
    <UserImport />
  ) : (
    <Page title="Import users">
      <Empty icon={<IconLock size={28} stroke={1.5} />} title="For site admins">
        Here they make accounts for a whole course from a file.
      </Empty>
    </Page>
  );
}

function UserImport() {
  const { data } = useQuery(EVENTS);
  const [choice, setChoice] = useState(nothing);
  const [isAsking, setAsking] = useState(false);
  const { preview, result, ask, run, reset } = useUserImport();
  const events = data?.events.filter(({ phase }) => phase !== 'CLOSED') ?? [];
  const seen = choice.file === null ? null : preview.data?.previewUserImport;
  const done = result.data?.importUsers;
  const change = (next: ImportChoice) => {
    setChoice(next);
    const isSame =
      next.file === choice.file &&
      next.eventSlug === choice.eventSlug &&
      next.takesSuggestions === choice.takesSuggestions;
    if (next.file === null) reset();
    else if (!isSame || result.data) void ask(next);
  };
  if (done && !done.refusal) {
    return (
      <Page title="Users imported" wide>
        <Title order={1} size="h4" mb="md">
          Users imported
        </Title>
        <ImportResult
          rows={done.rows}
          createdCount={done.createdCount}
          hasEvent={choice.eventSlug !== null}
          onAgain={() => {
            reset();
            setChoice(nothing);
          }}
        />
      </Page>
    );
  }
  const rows = seen?.preview?.rows ?? [];
  const newCount = seen?.preview?.newCount ?? 0;
  const entering = rows.filter(({ entry }) => entry === 'ENTERS').length;
  const isNothingToDo = newCount === 0 && entering === 0;
  const doWords = [
    newCount > 0 ? `make ${newCount} account${newCount === 1 ? '' : 's'}` : null,
    entering > 0 ? `enter ${entering} ${entering === 1 ? 'person' : 'people'}` : null,
  ]
    .filter((words) => words !== null)
    .join(', ');
  const label = doWords === '' ? 'Nothing to do' : doWords.charAt(0).toUpperCase() + doWords.slice(1);
  return (
    <Page title="Import users" wide>
      <Stack gap="lg">
        <div>
          <Title order={1} size="h4">
            Import users
          </Title>
          <Text size="sm" c="dimmed">
            Accounts for everybody on a list. Nothing is done before you have seen what becomes of each line.
          </Text>
        </div>
        <ImportForm choice={choice} events={events} onChange={change} />
        {preview.error && choice.file && (
          <ErrorBox error={preview.error} title="The file could not be checked" onRetry={() => void ask(choice)} />
        )}
        {preview.loading && !seen && <Skeleton h={180} />}
        {seen?.refusal && (
          <Alert color="red" variant="light" role="alert">
            {seen.refusal.message}
          </Alert>
        )}
        {seen?.preview && (
          <section aria-label="Preview" aria-busy={preview.loading}>
            <Notes preview={seen.preview} />
            <ImportTable rows={rows} isDone={false} hasEvent={choice.eventSlug !== null} />
            {done?.refusal && (
              <Alert color="red" variant="light" role="alert" mt="md">
                {done.refusal.message}
              </Alert>
            )}
            {result.error && <ErrorBox error={result.error} title="The import may not be complete" />}
            <Group mt="md">
              <Button
                onClick={() => setAsking(true)}
                loading={result.loading}
                disabled={isNothingToDo || preview.loading}
              >
                {label}
                {isNothingToDo ? '' : '…'}
              </Button>
              {seen.preview.problemCount > 0 && (
                <Text size="sm" c="dimmed">
                  {seen.preview.problemCount} line{seen.preview.problemCount === 1 ? '' : 's'} with problems will be
                  left out.
                </Text>
              )}
            </Group>
          </section>
        )}
      </Stack>
      <ConfirmModal
        isOpen={isAsking}
        title={`${label}?`}
        confirmWord={label}
        isHarmless
        onClose={() => setAsking(false)}
        onConfirm={() => void run(choice)}
      >
        {choice.passwords === 'LINKS'
          ? `${newCount} new ${newCount === 1 ? 'person gets' : 'people get'} a mail with a link to choose a password.`
          : `${newCount} password${newCount === 1 ? ' is' : 's are'} made and shown to you once; each new person gets a mail without it.`}
      </ConfirmModal>
    </Page>
  );
}

function Notes({ preview }: { preview: { unknownColumns: readonly string[]; isMisread: boolean } }) {
  const { unknownColumns, isMisread } = preview;
  return (
    <>
      {unknownColumns.length > 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          Not read: {unknownColumns.map((column) => `“${column}”`).join(', ')}.
        </Text>
      )}
      {isMisread && (
        <Alert color="amber" variant="light" role="status" mb="xs">
          Some letters were lost: save the file as UTF-8 and choose it again.
        </Alert>
      )}
    </>
  );
}
