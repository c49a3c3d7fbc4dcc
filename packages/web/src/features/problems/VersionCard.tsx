import { useQuery } from '@apollo/client/react';
import { Alert, Anchor, Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { VersionCard_VersionFragment } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { DeleteProblem } from './DeleteProblem.tsx';
import { ElementRules } from './ElementRules.tsx';
import { KitCheckReport } from './KitCheckReport.tsx';
import { VersionChanges } from './VersionChanges.tsx';
import { VersionFacts } from './VersionFacts.tsx';
import { VersionRefusal } from './VersionRefusal.tsx';
import { VersionState } from './VersionState.tsx';

graphql(`
  fragment VersionCard_version on ProblemVersion {
    id
    number
    state
    createdAt
    note
    hasPrivateData
    warnings
    refusalMessage
    refusalFile
    refusalLine
    publishedBy {
      id
      displayName
    }
    source {
      kind
      url
      ref
      commit
    }
  }
`);

const VERSION_DETAILS = graphql(`
  query VersionDetails($id: ID!) {
    problemVersion(id: $id) {
      ...VersionCard_version
      ...VersionFacts_version
      ...ElementRules_version
      ...KitCheckReport_version
      ...VersionChanges_version
    }
  }
`);

const pollMs = 1000;

interface Props {
  version: VersionCard_VersionFragment;
  isNewest: boolean;
  events: readonly { slug: string; title: string }[];
  problemName: string;
}

/** One version: how it came here, where it stands, and, opened, everything about it. */
export function VersionCard({ version, isNewest, events, problemName }: Props) {
  const [isOpen, setOpen] = useState(isNewest);
  const panel = useId();
  const { number, state, note, publishedBy, source, createdAt, hasPrivateData } = version;
  return (
    <Card withBorder padding="md" component="article" aria-label={`Version ${number}`} data-testid="version-card">
      <Group justify="space-between" wrap="wrap" gap="xs">
        <Group gap="sm">
          <Text fw={600}>Version {number}</Text>
          <VersionState state={state} />
          <Text size="sm" c="dimmed">
            {hasPrivateData ? 'with private data' : 'without private data'}
          </Text>
        </Group>
        <Group gap="xs">
          {events.length === 0 && <DeleteProblem problemName={problemName} version={version} />}
          {state === 'READY' && (
            <Button component={Link} to={paths.newEvent(version.id)} size="xs" variant="default">
              Open an event
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            aria-expanded={isOpen}
            aria-controls={panel}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Less' : 'More'}
          </Button>
        </Group>
      </Group>
      <Text size="sm" c="dimmed" mt={2} style={{ overflowWrap: 'anywhere' }}>
        <TimeAgo at={createdAt} />
        {publishedBy ? ` by ${publishedBy.displayName}` : ''}
        {source ? `, ${sourceWords(source)}` : ''}
      </Text>
      {note && (
        <Text size="sm" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {note}
        </Text>
      )}
      {events.length > 0 && (
        <Text size="sm" mt={4}>
          Events:{' '}
          {events.map(({ slug, title }, index) => (
            <span key={slug}>
              {index > 0 && ', '}
              <Anchor component={Link} to={paths.event(slug)} inherit>
                {title}
              </Anchor>
            </span>
          ))}
        </Text>
      )}
      <div id={panel}>{isOpen && <Details id={version.id} />}</div>
    </Card>
  );
}

function Details({ id }: { id: string }) {
  const { data, error, refetch, startPolling, stopPolling } = useQuery(VERSION_DETAILS, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const version = data?.problemVersion;
  const isMoving = version?.state === 'CHECKING' || version?.check?.state === 'WAITING';
  useEffect(() => {
    if (!isMoving) return;
    startPolling(pollMs);
    return stopPolling;
  }, [isMoving, startPolling, stopPolling]);
  if (error && !version) {
    return <ErrorBox error={error} title="The version could not be read" onRetry={() => void refetch()} />;
  }
  if (!version) return <Skeleton h={180} mt="md" />;
  return (
    <Stack gap="lg" mt="md">
      {version.state === 'CHECKING' && (
        <Text size="sm" role="status">
          A worker reads the kit: title, folds, scores, data. Nothing to do but wait; if it takes long, see whether{' '}
          <Anchor component={Link} to={paths.workers()} inherit>
            a worker takes jobs
          </Anchor>
          .
        </Text>
      )}
      <VersionRefusal version={version} />
      {version.warnings.length > 0 && (
        <Alert color="yellow" variant="light" title="To look at">
          {version.warnings.map((warning) => (
            <Text key={warning} size="sm">
              {warning}
            </Text>
          ))}
        </Alert>
      )}
      {version.state === 'READY' && (
        <>
          <VersionFacts version={version} />
          <ElementRules version={version} />
          <KitCheckReport version={version} />
        </>
      )}
      <VersionChanges version={version} />
    </Stack>
  );
}

const sourceWords = ({ kind, url, ref, commit }: NonNullable<VersionCard_VersionFragment['source']>): string => {
  if (kind !== 'GIT') return kind === 'ZIP' ? 'from a zip' : 'from a folder';
  return `from ${url}${ref ? ` (${ref})` : ''}, commit ${commit?.slice(0, 10)}`;
};
