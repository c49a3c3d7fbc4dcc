import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconCalendarQuestion, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { EventRequestCard } from './EventRequestCard.tsx';

const MY_REQUESTS = graphql(`
  query MyEventRequests($first: Int!, $offset: Int!) {
    myEventRequests(first: $first, offset: $offset) {
      totalCount
      rows {
        id
        ...EventRequestCard_request
      }
    }
  }
`);

const WITHDRAW = graphql(`
  mutation WithdrawEventRequest($input: EventRequestInput!) {
    withdrawEventRequest(input: $input) {
      request {
        id
        ...EventRequestCard_request
      }
      refusal {
        message
      }
    }
  }
`);

const pageSize = 20;

/** The events that the viewer has asked for, what was answered, and the way to take back what waits. */
export function MyEventRequestsPage() {
  const viewer = useViewer();
  const { pathname } = useLocation();
  const isActive = viewer?.state === 'ACTIVE';
  return (
    <Page title="Event requests">
      <Title order={1}>Event requests</Title>
      <Text size="sm" c="dimmed" mb="md">
        Events of your own that you have asked for. Site admins answer; you get a notification.
      </Text>
      {viewer === undefined && <Skeleton h={160} aria-busy />}
      {viewer === null && (
        <Empty
          icon={<IconLock size={28} stroke={1.5} />}
          title="Sign in first"
          action={
            <Button component={Link} to={paths.signIn(pathname)}>
              Sign in
            </Button>
          }
        >
          This page is about what you have asked for.
        </Empty>
      )}
      {viewer && !isActive && (
        <Empty icon={<IconLock size={28} stroke={1.5} />} title="Not yet">
          You can ask for an event as soon as your account is active.
        </Empty>
      )}
      {isActive && <MyRequests />}
    </Page>
  );
}

function MyRequests() {
  const [params, setParams] = useSearchParams();
  const offset = Math.max(0, Number(params.get('offset')) || 0);
  const { data, previousData, error, refetch } = useQuery(MY_REQUESTS, {
    variables: { first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
  });
  const [withdraw, withdrawn] = useMutation(WITHDRAW);
  const [leaving, setLeaving] = useState<{ id: string; title: string } | null>(null);
  const requests = (data ?? previousData)?.myEventRequests;
  const refusal = withdrawn.data?.withdrawEventRequest.refusal;

  const takeBack = (requestId: string) => {
    withdrawn.reset();
    void withdraw({ variables: { input: { requestId } } }).catch(() => undefined);
  };
  if (error && !requests) {
    return <ErrorBox error={error} title="Your requests could not be read" onRetry={() => void refetch()} />;
  }
  if (!requests) return <Skeleton h={160} aria-busy />;
  return (
    <Stack gap="md">
      {refusal && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          {refusal.message}
        </Alert>
      )}
      {withdrawn.error && <ErrorBox error={withdrawn.error} title="Your request waits as before" />}
      {requests.rows.length === 0 && (
        <Empty
          icon={<IconCalendarQuestion size={28} stroke={1.5} />}
          title="You have asked for no event"
          action={
            <Button component={Link} to={paths.problems()}>
              To the problems
            </Button>
          }
        >
          For a course or a workshop, open a problem and ask for an event on it.
        </Empty>
      )}
      {requests.rows.map((request) => (
        <EventRequestCard key={request.id} request={request}>
          {request.state === 'WAITING' && (
            <Button
              size="xs"
              variant="default"
              aria-label={`Take back “${request.title}”`}
              disabled={withdrawn.loading}
              onClick={() => setLeaving(request)}
            >
              Take back
            </Button>
          )}
          {request.event && (
            <Button size="xs" component={Link} to={paths.manage(request.event.slug)}>
              Manage it
            </Button>
          )}
        </EventRequestCard>
      ))}
      <Pager
        offset={offset}
        pageSize={pageSize}
        totalCount={requests.totalCount}
        onMove={(next) => setParams(next === 0 ? {} : { offset: String(next) })}
      />
      <ConfirmModal
        isOpen={leaving !== null}
        title={`Take back “${leaving?.title ?? ''}”?`}
        confirmWord="Take back"
        onClose={() => setLeaving(null)}
        onConfirm={() => leaving && takeBack(leaving.id)}
      >
        Nobody answers it any more. You can ask again.
      </ConfirmModal>
    </Stack>
  );
}
