import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Checkbox, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconCheck, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { FileChanges } from './FileChanges.tsx';
import { filesByPath, type ListedFile } from './saved-draft.ts';

const MY_DRAFT = graphql(`
  query MyDraft($slug: String!) {
    event(slug: $slug) {
      id
      phase
      myParticipation {
        id
        state
        draft {
          id
          version
          files {
            path
            content
          }
        }
      }
    }
  }
`);

const IMPORT = graphql(`
  mutation ImportIntoDraft($input: ImportIntoDraftInput!) {
    importIntoDraft(input: $input) {
      draft {
        ...SavedDraft
      }
      refusal {
        reason
        message
      }
    }
  }
`);

interface Props {
  submission: SubmissionView_SubmissionFragment;
  files: readonly ListedFile[];
}

/** Takes files of a submission into the own draft, after showing what that changes in it. */
export function ImportFiles({ submission, files }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileImport size={15} stroke={1.7} />}
        onClick={() => setOpen(true)}
      >
        Import into my draft
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Import from ${submission.name}`}
        size="min(960px, 94vw)"
        centered
      >
        {isOpen && <Choice submission={submission} files={files} onClose={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function Choice({ submission, files, onClose }: Props & { onClose: () => void }) {
  const { slug } = submission.event;
  const { data, error, refetch } = useQuery(MY_DRAFT, { variables: { slug }, fetchPolicy: 'network-only' });
  const [chosen, setChosen] = useState<readonly string[]>(() => files.map(({ path }) => path));
  const [importFiles, { loading, error: failed, data: answer }] = useMutation(IMPORT);
  const draft = data?.event?.myParticipation?.draft;
  const refusal = answer?.importIntoDraft.refusal;
  if (answer && !refusal) {
    return (
      <Alert color="teal" icon={<IconCheck size={18} />} title="Imported into your draft" role="status">
        Your submission will tell where it comes from.{' '}
        {!submission.isMine && 'Credit it there, so that its team shares in what yours contributes. '}
        <Group mt="sm" gap="xs">
          <Button component={Link} to={paths.submit(slug)} size="xs">
            Open my draft
          </Button>
          <Button variant="default" size="xs" onClick={onClose}>
            Stay here
          </Button>
        </Group>
      </Alert>
    );
  }
  if (error && !data)
    return <ErrorBox error={error} title="Your draft could not be read" onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={200} />;
  if (!draft) return <Text size="sm">Join the event first: then you have a draft to import into.</Text>;
  if (data.event?.phase === 'CLOSED') return <Text size="sm">The event has closed; its drafts stay as they are.</Text>;
  const mine = filesByPath(draft.files);
  const send = async () => {
    const input = { submissionId: submission.id, paths: [...chosen], expectedVersion: draft.version };
    const { data: done } = await importFiles({ variables: { input } }).catch(() => ({ data: undefined }));
    // What was saved meanwhile is shown before it is replaced.
    if (done?.importIntoDraft.refusal?.reason === 'STALE') await refetch();
  };
  return (
    <Stack gap="md">
      {refusal && (
        <Alert color="amber" role="alert" title="Not imported">
          {refusal.message}
        </Alert>
      )}
      {failed && <ErrorBox error={failed} title="Not imported" />}
      {files.map(({ path, content }) => (
        <div key={path}>
          <Checkbox
            mb={6}
            label={`Import ${path}`}
            checked={chosen.includes(path)}
            onChange={(change) =>
              setChosen(change.currentTarget.checked ? [...chosen, path] : chosen.filter((one) => one !== path))
            }
          />
          {chosen.includes(path) && <FileChanges path={path} before={mine[path] ?? null} after={content} />}
        </div>
      ))}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Keep my draft
        </Button>
        <Button onClick={() => void send()} loading={loading} disabled={chosen.length === 0}>
          Import
        </Button>
      </Group>
    </Stack>
  );
}
