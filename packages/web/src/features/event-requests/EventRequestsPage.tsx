import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core';
import { IconAlertCircle, IconCalendarQuestion, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { EventRequestState } from '../../gql/graphql.ts';
import { isForbidden } from '../../lib/error-words.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { DeclineModal } from './DeclineModal.tsx';
import { EventRequestCard } from './EventRequestCard.tsx';

const REQUESTS = graphql(`
  query EventRequests($state: EventRequestState, $first: Int!, $offset: Int!) {
    eventRequests(state: $state, first: $first, offset: $offset) {
      totalCount
      waitingCount
      rows {
        id
        ...EventRequestCard_request
        asker {
          id
          username
          displayName
        }
      }
    }
  }
`);

const DECLINE = graphql(`
  mutation DeclineEventRequest($input: DeclineEventRequestInput!) {
    declineEventRequest(input: $input) {
      request {
        id
        state
        note
        endedAt
      }
      refusal {
        message
      }
    }
  }
`);

const pageSize = 20;
const states: readonly string[] = ['WAITING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] satisfies EventRequestState[];

/** For site admins: who asks for an event, and the answer. Those that wait come first. */
export function EventRequestsPage() {
  const [params, setParams] = useSearchParams();
  const wanted = params.get('state') ?? 'WAITING';
  const state = states.includes(wanted) ? (wanted as EventRequestState) : null;
  const offset = Math.max(0, Number(params.get('offset')) || 0);
  const { data, previousData, error, loading, refetch } = useQuery(REQUESTS, {
    variables: { state, first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
  });
  const [decline, declined] = useMutation(DECLINE);
  const [declining, setDeclining] = useState<{ id: string; title: string } | null>(null);
  const requests = (data ?? previousData)?.eventRequests;
  const refusal = declined.data?.declineEventRequest.refusal;
  const show = (next: Record<string, string>) =>
    setParams(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '' && value !== 'WAITING')));
  const send = async (requestId: string, note: string) => {
    declined.reset();
    await decline({ variables: { input: { requestId, note } } }).catch(() => undefined);
    await refetch().catch(() => undefined);
  };
  if (error && isForbidden(error)) {
    return (
      <Page title="Requests for events">
        <Empty
          icon={<IconLock size={28} stroke={1.5} />}
          title="For site admins"
          action={
            <Button component={Link} to={paths.myEventRequests()}>
              Your own requests
            </Button>
          }
        >
          They answer those who ask for an event.
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="Requests for events">
      <RefetchBar isBusy={loading && requests !== undefined} />
      <Group gap="sm" mb="sm">
        <Title order={1} size="h4">
          Requests for events
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Which ones"
          value={state ?? 'ALL'}
          onChange={(value) => show({ state: value })}
          data={[
            { value: 'WAITING', label: `Waiting ${requests?.waitingCount ?? ''}` },
            { value: 'ACCEPTED', label: 'Accepted' },
            { value: 'DECLINED', label: 'Declined' },
            { value: 'ALL', label: 'All' },
          ]}
        />
      </Group>
      <Stack gap="md">
        {refusal && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {refusal.message}
          </Alert>
        )}
        {declined.error && <ErrorBox error={declined.error} title="The request waits as before" />}
        {error && !requests && (
          <ErrorBox error={error} title="The requests could not be read" onRetry={() => void refetch()} />
        )}
        {!requests && !error && <Skeleton h={180} aria-busy />}
        {requests?.rows.length === 0 && (
          <Empty
            icon={<IconCalendarQuestion size={28} stroke={1.5} />}
            title={state === 'WAITING' ? 'Nobody waits for an answer' : 'No such request'}
          >
            Users ask for an event of their own on a problem’s page.
          </Empty>
        )}
        {requests?.rows.map((request) => (
          <EventRequestCard key={request.id} request={request} asker={request.asker}>
            {request.state === 'WAITING' && (
              <>
                <Button
                  size="xs"
                  component={Link}
                  to={paths.acceptEventRequest(request.id)}
                  aria-label={`Accept “${request.title}”`}
                >
                  Accept…
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  disabled={declined.loading}
                  aria-label={`Decline “${request.title}”`}
                  onClick={() => setDeclining(request)}
                >
                  Decline…
                </Button>
              </>
            )}
          </EventRequestCard>
        ))}
        {requests && (
          <Pager
            offset={offset}
            pageSize={pageSize}
            totalCount={requests.totalCount}
            onMove={(next) => show({ state: state ?? 'ALL', offset: next === 0 ? '' : String(next) })}
          />
        )}
      </Stack>
      <DeclineModal
        request={declining}
        onClose={() => setDeclining(null)}
        onDecline={(requestId, note) => void send(requestId, note)}
      />
    </Page>
  );
}
