import { useQuery } from '@apollo/client/react';
import { Alert, Anchor, Card, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { importWords } from './import-words.ts';
import { VersionRefusal } from './VersionRefusal.tsx';
import { VersionState } from './VersionState.tsx';

const KIT_IMPORT = graphql(`
  query KitImport($id: ID!) {
    kitImport(id: $id) {
      id
      problemName
      from
      state
      message
      progress {
        step
        files
        bytes
      }
      problemVersion {
        id
      }
    }
  }
`);

const PUBLISHED_VERSION = graphql(`
  query PublishedVersion($id: ID!) {
    problemVersion(id: $id) {
      id
      number
      state
      title
      problemName
      foldCount
      warnings
      refusalMessage
      refusalFile
      refusalLine
      check {
        state
      }
    }
  }
`);

const pollMs = 700;

/** Follows what was published until a worker has spoken. Nothing where nothing was. */
export function PublishedKit({ versionId, importId }: { versionId: string | null; importId: string | null }) {
  if (versionId) return <Version id={versionId} />;
  return importId ? <Import id={importId} /> : null;
}

function Import({ id }: { id: string }) {
  const { data, error, startPolling, stopPolling } = useQuery(KIT_IMPORT, {
    variables: { id },
    fetchPolicy: 'network-only',
  });
  const kitImport = data?.kitImport;
  const isMoving = kitImport?.state === 'WAITING' || kitImport?.state === 'RUNNING';
  useEffect(() => {
    if (!isMoving) return;
    startPolling(pollMs);
    return stopPolling;
  }, [isMoving, startPolling, stopPolling]);
  if (error && !kitImport) return <ErrorBox error={error} title="The import could not be read" />;
  if (!kitImport) return null;
  if (kitImport.problemVersion) return <Version id={kitImport.problemVersion.id} />;
  return (
    <Card withBorder mb="lg" data-testid="kit-import" data-state={kitImport.state}>
      <Text fw={600}>{kitImport.problemName}</Text>
      <Text size="sm" c="dimmed" mb="xs" style={{ overflowWrap: 'anywhere' }}>
        from {kitImport.from}
      </Text>
      {kitImport.state === 'FAILED' ? (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title="Not published" role="alert">
          {importWords(kitImport)}
        </Alert>
      ) : (
        <Text size="sm" role="status">
          {importWords(kitImport)}
        </Text>
      )}
    </Card>
  );
}

function Version({ id }: { id: string }) {
  const { data, error, startPolling, stopPolling } = useQuery(PUBLISHED_VERSION, {
    variables: { id },
    fetchPolicy: 'network-only',
  });
  const version = data?.problemVersion;
  const isMoving = version?.state === 'CHECKING';
  useEffect(() => {
    if (!isMoving) return;
    startPolling(pollMs);
    return stopPolling;
  }, [isMoving, startPolling, stopPolling]);
  if (error && !version) return <ErrorBox error={error} title="The version could not be read" />;
  if (!version) return null;
  return (
    <Card withBorder mb="lg" data-testid="published-version" data-state={version.state} data-version-id={version.id}>
      <Stack gap="xs">
        <Text fw={600}>
          {version.problemName}, version {version.number} <VersionState state={version.state} />
        </Text>
        {version.state === 'CHECKING' && (
          <Text size="sm" role="status">
            A worker reads the kit: title, folds, scores, data.
          </Text>
        )}
        {version.state === 'READY' && (
          <Text size="sm" role="status">
            “{version.title}”, {version.foldCount} {version.foldCount === 1 ? 'fold' : 'folds'}. The kit check{' '}
            {version.check?.state === 'DONE' ? 'is done' : 'goes on in the background'}:{' '}
            <Anchor component={Link} to={paths.adminProblem(version.problemName)} inherit>
              see the problem
            </Anchor>
            .
          </Text>
        )}
        <VersionRefusal version={version} />
        {version.warnings.map((warning) => (
          <Text key={warning} size="sm" c="dimmed">
            {warning}
          </Text>
        ))}
      </Stack>
    </Card>
  );
}
