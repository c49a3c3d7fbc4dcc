import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Drawer, Group, NavLink, Skeleton, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { DraftFiles, StoredDraft } from './draft-state.ts';
import { FileChanges } from './FileChanges.tsx';
import { sizeWords } from './file-sizes.ts';
import { filesByPath, storedDraft } from './saved-draft.ts';

const HISTORY = graphql(`
  query DraftHistory($slug: String!) {
    event(slug: $slug) {
      id
      myParticipation {
        id
        draftVersions(first: 100) {
          totalCount
          rows {
            id
            version
            savedAt
            origin
            bytes
            author {
              id
              displayName
            }
          }
        }
      }
    }
  }
`);

const VERSION = graphql(`
  query DraftVersion($slug: String!, $version: Int!) {
    event(slug: $slug) {
      id
      myParticipation {
        id
        draftVersion(version: $version) {
          id
          files {
            path
            content
          }
        }
      }
    }
  }
`);

const RESTORE = graphql(`
  mutation RestoreDraftVersion($input: RestoreDraftVersionInput!) {
    restoreDraftVersion(input: $input) {
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

const originWords = { EDITED: 'typed', UPLOADED: 'uploaded', IMPORTED: 'imported', RESTORED: 'restored' };

interface Props {
  slug: string;
  stored: StoredDraft;
  /** Nothing typed waits to be saved. */
  isSaved: boolean;
  onRestored: (draft: StoredDraft) => void;
}

/** What the draft was before: who saved what when, what that differs in, and the way back to it. */
export function DraftHistory(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconHistory size={15} stroke={1.7} />}
        onClick={() => setOpen(true)}
        disabled={props.stored.version === 0}
      >
        Earlier versions
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Earlier versions"
        position="right"
        size="min(900px, 96vw)"
      >
        {isOpen && <Versions {...props} onDone={() => setOpen(false)} />}
      </Drawer>
    </>
  );
}

function Versions({ slug, stored, isSaved, onRestored, onDone }: Props & { onDone: () => void }) {
  const { data, error, refetch } = useQuery(HISTORY, { variables: { slug }, fetchPolicy: 'network-only' });
  const [chosen, setChosen] = useState<number | null>(null);
  const rows = data?.event?.myParticipation?.draftVersions.rows;
  if (error) return <ErrorBox error={error} title="The versions could not be read" onRetry={() => void refetch()} />;
  if (!rows) return <Skeleton h={240} />;
  return (
    <Stack gap="md">
      <div style={{ maxHeight: 260, overflowY: 'auto' }}>
        {rows.map((row) => (
          <NavLink
            key={row.id}
            active={row.version === chosen}
            onClick={() => setChosen(row.version)}
            label={
              <>
                Version {row.version}, {originWords[row.origin]}
                {row.author ? ` by ${row.author.displayName}` : ''}
                {row.version === stored.version ? ' (your draft)' : ''}
              </>
            }
            description={
              <>
                <TimeAgo at={row.savedAt} /> · {sizeWords(row.bytes)}
              </>
            }
          />
        ))}
      </div>
      {chosen === null ? (
        <Text size="sm" c="dimmed">
          Choose a version to see what differs from your draft. Of what is typed, one version in each quarter of an hour
          is kept, besides the last ten.
        </Text>
      ) : (
        <Version
          key={chosen}
          {...{ slug, stored, isSaved, version: chosen }}
          onRestored={(draft) => {
            onRestored(draft);
            onDone();
          }}
        />
      )}
    </Stack>
  );
}

function Version({ slug, stored, isSaved, version, onRestored }: Props & { version: number }) {
  const { data, error, refetch } = useQuery(VERSION, { variables: { slug, version }, fetchPolicy: 'no-cache' });
  const [restore, { loading, error: failed, data: answer }] = useMutation(RESTORE);
  const found = data?.event?.myParticipation?.draftVersion;
  if (error) return <ErrorBox error={error} title="This version could not be read" onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={200} />;
  if (!found) return <Text size="sm">This version is no longer kept.</Text>;
  const files: DraftFiles = filesByPath(found.files);
  const refusal = answer?.restoreDraftVersion.refusal;
  const onClick = async () => {
    const input = { eventSlug: slug, version, expectedVersion: stored.version };
    const { data: done } = await restore({ variables: { input } }).catch(() => ({ data: undefined }));
    const draft = done?.restoreDraftVersion.draft;
    if (draft && !done?.restoreDraftVersion.refusal) {
      onRestored(storedDraft(draft));
    }
  };
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm">What your draft would become:</Text>
        <Button onClick={() => void onClick()} loading={loading} disabled={!isSaved || version === stored.version}>
          Restore version {version}
        </Button>
      </Group>
      {failed && <ErrorBox error={failed} title="Not restored" />}
      {refusal && (
        <Alert color="amber" role="alert">
          {refusal.message}
        </Alert>
      )}
      {[...new Set([...Object.keys(files), ...Object.keys(stored.files)])].map((path) => (
        <FileChanges key={path} path={path} before={stored.files[path] ?? null} after={files[path] ?? ''} />
      ))}
    </Stack>
  );
}
