import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import type { MailState } from '../../gql/graphql.ts';
import { errorWords } from '../../lib/error-words.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { MailsTable } from './MailsTable.tsx';

const MAILS = graphql(`
  query Mails($state: MailState, $first: Int!, $offset: Int!) {
    mails(state: $state, first: $first, offset: $offset) {
      totalCount
      waitingCount
      failedCount
      rows {
        id
        ...MailsTable_mail
      }
    }
  }
`);

const RETRY = graphql(`
  mutation RetryMails($input: RetryMailsInput!) {
    retryMails(input: $input) {
      count
      refusal {
        message
      }
    }
  }
`);

const pageSize = 50;
const states = ['WAITING', 'FAILED', 'SENT'] as const satisfies readonly MailState[];

/** What the platform has to say by mail: what waits, what could not be sent and why. For site admins. */
export function MailsPage() {
  const [params, setParams] = useSearchParams();
  const state = states.find((each) => each === params.get('state')) ?? null;
  const offset = Math.max(0, Math.floor(Number(params.get('offset')) || 0));
  const { data, previousData, error, loading, refetch } = useQuery(MAILS, {
    variables: { state, first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
    pollInterval: 10_000,
  });
  const [retry, retrying] = useMutation(RETRY, { refetchQueries: ['Mails'] });
  const [trouble, setTrouble] = useState<string | null>(null);
  const list = (data ?? previousData)?.mails;
  const show = (next: { state: string | null; offset?: number }) =>
    setParams({
      ...(next.state ? { state: next.state } : {}),
      ...(next.offset ? { offset: String(next.offset) } : {}),
    });
  const tryAgain = async (ids: string[]) => {
    try {
      const done = await retry({ variables: { input: { ids } } });
      setTrouble(done.data?.retryMails.refusal?.message ?? null);
    } catch (failure) {
      setTrouble(errorWords(failure));
    }
  };
  const failed = list?.rows.filter((mail) => mail.state === 'FAILED') ?? [];
  return (
    <Page title="Mails" wide>
      <RefetchBar isBusy={loading && list !== undefined} />
      <Group justify="space-between" mb="sm">
        <Group gap="sm" align="baseline">
          <Title order={1} size="h4">
            Mails
          </Title>
          {list && (
            <Text size="sm" c="dimmed">
              {list.waitingCount} waiting · {list.failedCount} given up
            </Text>
          )}
        </Group>
        <Group gap="xs">
          {failed.length > 0 && (
            <Button
              size="xs"
              variant="default"
              loading={retrying.loading}
              onClick={() => void tryAgain(failed.map(({ id }) => id))}
            >
              Try {failed.length === 1 ? 'the one' : `these ${failed.length}`} given up again
            </Button>
          )}
          <SegmentedControl
            aria-label="Which mails"
            size="xs"
            data={[
              { value: '', label: 'All' },
              { value: 'WAITING', label: 'Waiting' },
              { value: 'FAILED', label: 'Given up' },
              { value: 'SENT', label: 'Sent' },
            ]}
            value={state ?? ''}
            onChange={(value) => show({ state: value || null })}
          />
        </Group>
      </Group>
      {trouble && (
        <Alert color="red" variant="light" role="alert" mb="sm" title="They are as they were">
          {trouble}
        </Alert>
      )}
      {error && !data && <ErrorBox error={error} title="The mails could not be read" onRetry={() => void refetch()} />}
      {!list && !error && (
        <Stack gap={2} aria-busy>
          {[0, 1, 2].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {list && list.rows.length === 0 && (
        <Empty icon={<IconMail size={28} stroke={1.5} />} title="No mails here">
          Mails are listed from the moment they are written until some days after they were sent.
        </Empty>
      )}
      {list && list.rows.length > 0 && (
        <>
          <MailsTable mails={list.rows} />
          <Pager
            offset={offset}
            pageSize={pageSize}
            totalCount={list.totalCount}
            onMove={(next) => show({ state, offset: next })}
          />
        </>
      )}
    </Page>
  );
}
