import { useQuery } from '@apollo/client/react';
import { Alert, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { RescoringPanelQuery } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { EndRescoring } from './EndRescoring.tsx';
import { RescoringTable } from './RescoringTable.tsx';
import { countWords, isOpen, rescoringWords } from './rescoring-words.ts';

const RESCORING = graphql(`
  query RescoringPanel($id: ID!, $first: Int!) {
    rescoring(id: $id) {
      id
      state
      note
      message
      createdAt
      endedAt
      waitingCount
      doneCount
      failedCount
      withoutPredictionsCount
      unfinishedCount
      requestedBy {
        id
        displayName
      }
      endedBy {
        id
        displayName
      }
      fromVersion {
        id
        number
      }
      toVersion {
        id
        number
      }
      comparison(first: $first) {
        rowCount
        scoreChanges
        rankChanges
        losses
        ...RescoringTable_comparison
      }
    }
  }
`);

/** Rows shown; the largest changes come first. */
const rowsShown = 200;
/** Often while it grows; now and then while it is ready, since what ends meanwhile joins it. */
const pollMs = { COMPUTING: 1_000, READY: 5_000, APPLIED: 0, DROPPED: 0, FAILED: 0 };

/** One rescoring: how far it is, what it changes, and the two ways to end it. */
export function RescoringPanel({ id, onEnded }: { id: string; onEnded: () => void }) {
  const { data, error, refetch, startPolling, stopPolling } = useQuery(RESCORING, {
    variables: { id, first: rowsShown },
    fetchPolicy: 'cache-and-network',
  });
  const rescoring = data?.rescoring;
  const wait = rescoring ? pollMs[rescoring.state] : 0;
  useEffect(() => {
    if (wait > 0) startPolling(wait);
    return stopPolling;
  }, [wait, startPolling, stopPolling]);

  if (error && !rescoring) {
    return <ErrorBox error={error} title="The rescoring could not be read" onRetry={() => void refetch()} />;
  }
  if (!rescoring) return <Skeleton h={200} />;
  const { comparison } = rescoring;
  return (
    <Stack gap="sm">
      <Facts rescoring={rescoring} />
      {rescoring.state === 'COMPUTING' && <Computing rescoring={rescoring} />}
      {rescoring.message && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title="The rescoring failed" role="alert">
          {rescoring.message} The event is as it was. Correct the kit, publish it, and start again.
        </Alert>
      )}
      <LeftOut rescoring={rescoring} />
      {isOpen(rescoring) && <EndRescoring rescoring={rescoring} onEnded={onEnded} />}
      {rescoring.state !== 'FAILED' && (
        <>
          <Text size="sm" aria-live="polite">
            {rescoring.state === 'COMPUTING' && 'So far: '}
            {summaryWords(comparison)}
          </Text>
          {comparison.rows.length > 0 && <RescoringTable comparison={comparison} />}
          {comparison.rowCount > comparison.rows.length && (
            <Text size="sm" c="dimmed">
              The {comparison.rows.length} largest changes of {comparison.rowCount}.
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}

type Shown = NonNullable<RescoringPanelQuery['rescoring']>;

function Facts({ rescoring }: { rescoring: Shown }) {
  return (
    <div>
      <Text fw={550}>
        Version {rescoring.fromVersion.number} → {rescoring.toVersion.number}: {rescoringWords(rescoring.state)}
      </Text>
      <Text size="sm" c="dimmed">
        Started by {rescoring.requestedBy.displayName} <TimeAgo at={rescoring.createdAt} />
        {rescoring.endedAt && (
          <>
            {rescoring.endedBy && `, ${rescoringWords(rescoring.state)} by ${rescoring.endedBy.displayName}`}
            {!rescoring.endedBy && ', ended'} <TimeAgo at={rescoring.endedAt} />
          </>
        )}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {rescoring.note}
      </Text>
    </div>
  );
}

function Computing({ rescoring: { waitingCount, doneCount, failedCount } }: { rescoring: Shown }) {
  const all = waitingCount + doneCount + failedCount;
  const done = all - waitingCount;
  return (
    <Group gap="sm" maw={520} wrap="nowrap">
      <Progress
        value={all === 0 ? 100 : (100 * done) / all}
        aria-label="Scored anew"
        style={{ flex: 1 }}
        animated
        size="md"
      />
      <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {done} of {all}
      </Text>
    </Group>
  );
}

function LeftOut({
  rescoring: { state, failedCount, withoutPredictionsCount, unfinishedCount },
}: {
  rescoring: Shown;
}) {
  if (state !== 'COMPUTING' && state !== 'READY' && state !== 'APPLIED') return null;
  const notes = [
    failedCount > 0 &&
      `${countWords(failedCount, 'submission')} could not be scored anew by the platform’s fault: applied, ${failedCount === 1 ? 'it has' : 'they have'} no score until run again.`,
    withoutPredictionsCount > 0 &&
      `${countWords(withoutPredictionsCount, 'failed submission')} without predictions ${withoutPredictionsCount === 1 ? 'stays' : 'stay'} as before: run again what the correction is about.`,
    unfinishedCount > 0 &&
      `${countWords(unfinishedCount, 'submission')} still running on the old version will be scored anew once done.`,
  ].filter((note) => note !== false);
  return notes.map((note) => (
    <Text key={note} size="sm" c="dimmed">
      {note}
    </Text>
  ));
}

function summaryWords({ rowCount, scoreChanges, rankChanges, losses }: Shown['comparison']): string {
  if (rowCount === 0) return 'No submission of this event is scored yet, so no score changes.';
  const lost = losses > 0 ? ` ${countWords(losses, 'scored submission')} left without a score.` : '';
  return `Of ${countWords(rowCount, 'submission')}, ${scoreChanges} change the official score and ${rankChanges} the rank in the competition.${lost}`;
}
