import { useQuery } from '@apollo/client/react';
import { Alert, Group, Select, Skeleton, Text, Title } from '@mantine/core';
import { IconHistory, IconHourglass, IconLock } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import type { FinalResultQuery } from '../../gql/graphql.ts';
import { dateTimeWords } from '../../lib/time-words.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Standings } from './Standings.tsx';

const RESULT = graphql(`
  query FinalResult($slug: String!) {
    event(slug: $slug) {
      id
      title
      phase
      closesAt
      officialScoreType {
        name
        precision
        isLowerTheBetter
      }
      finalResults {
        id
        revision
        at
        reason
        by {
          id
          username
        }
      }
    }
  }
`);

type Result = NonNullable<NonNullable<FinalResultQuery['event']>['finalResults']>[number];

/** Others may close the event, or revise its result, meanwhile. */
const lookAgainMs = 15_000;
/** Once it has closed, until everything that came in time is judged. */
const lookSoonMs = 3_000;

/** How the competition ended, with every revision of it. */
export function FinalResultPage() {
  const { slug = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const { data, error, refetch, startPolling, stopPolling } = useQuery(RESULT, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  const event = data?.event;
  const results = event?.finalResults;
  const isExpected = event?.phase === 'CLOSED' && results?.length === 0;
  useEffect(() => {
    startPolling(isExpected ? lookSoonMs : lookAgainMs);
    return stopPolling;
  }, [isExpected, startPolling, stopPolling]);
  const shown = results?.find(({ revision }) => String(revision) === search.get('revision')) ?? results?.[0];
  return (
    <Page title={event ? `Result · ${event.title}` : 'Result'} wide>
      {error && !event && (
        <ErrorBox error={error} title="The result could not be read" onRetry={() => void refetch()} />
      )}
      {!event && !error && <Skeleton h={240} />}
      {event && !results && (
        <Empty icon={<IconLock size={28} stroke={1.5} />} title="The result is for those who took part">
          {event.phase === 'CLOSED' ? 'Sign in as one of them.' : 'It comes once the event has closed.'}
        </Empty>
      )}
      {event && results?.length === 0 && (
        <Empty icon={<IconHourglass size={28} stroke={1.5} />} title="Not final yet">
          {event.phase === 'CLOSED' ? (
            'It is, once everything that was submitted in time is judged.'
          ) : (
            <>
              The event closes in <Countdown to={event.closesAt} />.
            </>
          )}
        </Empty>
      )}
      {event && results && shown && (
        <>
          <Group justify="space-between" mb="sm" gap="xs">
            <div>
              <Title order={2}>Final result</Title>
              <Text size="sm" c="dimmed">
                By {event.officialScoreType.name} on the test data · {dateTimeWords(shown.at)}
              </Text>
            </div>
            {results.length > 1 && (
              <Select
                aria-label="Revision"
                leftSection={<IconHistory size={16} />}
                allowDeselect={false}
                value={String(shown.revision)}
                onChange={(revision) => revision !== null && setSearch({ revision }, { replace: true })}
                data={results.map((result) => ({
                  value: String(result.revision),
                  label: revisionWords(result, results),
                }))}
              />
            )}
          </Group>
          {shown.reason != null && (
            <Alert color="blue" icon={<IconHistory size={18} />} title={`Revision ${shown.revision}`} mb="sm">
              {shown.reason}
              {shown.by && ` By ${shown.by.username}.`}
            </Alert>
          )}
          {shown !== results[0] && (
            <Alert color="orange" mb="sm">
              This is an earlier revision; it no longer holds.
            </Alert>
          )}
          <Standings slug={slug} revision={shown.revision} official={event.officialScoreType} />
        </>
      )}
    </Page>
  );
}

const revisionWords = ({ revision, at }: Result, results: readonly Result[]): string =>
  `${revision === results[0]?.revision ? 'Latest' : `Revision ${revision}`} · ${dateTimeWords(at)}`;
