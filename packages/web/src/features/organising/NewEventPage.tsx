import { useQuery } from '@apollo/client/react';
import { Button, Skeleton, Title } from '@mantine/core';
import { IconFlask2, IconInbox, IconLock } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { NewEventForm } from './NewEventForm.tsx';
import { RequestedEvent } from './RequestedEvent.tsx';

const NEW_EVENT = graphql(`
  query NewEvent {
    problems(first: 80) {
      rows {
        id
        ...NewEventForm_problem
      }
    }
  }
`);

const REQUESTED = graphql(`
  query EventRequestToAccept($id: ID!) {
    eventRequest(id: $id) {
      id
      ...RequestedEvent_request
      problem {
        id
        ...NewEventForm_problem
      }
    }
  }
`);

/** For site admins: a new event on a version of a problem, which `?version=` may choose; `?request=` is one that was asked for. */
export function NewEventPage() {
  const viewer = useViewer();
  const [params] = useSearchParams();
  const requestId = params.get('request');
  const title = requestId === null ? 'New event' : 'Accept a request';
  return (
    <Page title={title}>
      <Title order={1} size="h3" mb="md">
        {title}
      </Title>
      {viewer === undefined && <Skeleton h={320} aria-busy />}
      {viewer !== undefined && viewer?.isAdmin !== true && (
        <Empty icon={<IconLock size={28} stroke={1.5} />} title="For site admins">
          They make events, and choose who runs them.
        </Empty>
      )}
      {viewer?.isAdmin && (requestId === null ? <OnAnyProblem /> : <AsRequested requestId={requestId} />)}
    </Page>
  );
}

function OnAnyProblem() {
  const { data, error, refetch } = useQuery(NEW_EVENT);
  if (!data) {
    if (!error) return <Skeleton h={320} aria-busy />;
    return <ErrorBox error={error} title="The problems could not be read" onRetry={() => void refetch()} />;
  }
  const { rows } = data.problems;
  return hasReady(rows) ? <NewEventForm problems={rows} /> : <NothingReady />;
}

function AsRequested({ requestId }: { requestId: string }) {
  const { data, error, refetch } = useQuery(REQUESTED, { variables: { id: requestId }, fetchPolicy: 'network-only' });
  if (!data) {
    if (!error) return <Skeleton h={320} aria-busy />;
    return <ErrorBox error={error} title="The request could not be read" onRetry={() => void refetch()} />;
  }
  const request = data.eventRequest;
  if (request?.state !== 'WAITING') {
    return (
      <Empty
        icon={<IconInbox size={28} stroke={1.5} />}
        title={request ? 'This request does not wait any more' : 'There is no such request'}
        action={
          <Button component={Link} to={paths.eventRequests()}>
            To the requests
          </Button>
        }
      >
        {request
          ? 'It was answered, or taken back, in the meantime.'
          : 'It may have gone with the account of whoever asked.'}
      </Empty>
    );
  }
  if (!hasReady([request.problem])) return <NothingReady />;
  return (
    <>
      <RequestedEvent request={request} />
      <NewEventForm problems={[request.problem]} request={request} />
    </>
  );
}

const hasReady = (problems: readonly { versions: readonly { state: string }[] }[]) =>
  problems.some(({ versions }) => versions.some(({ state }) => state === 'READY'));

const NothingReady = () => (
  <Empty
    icon={<IconFlask2 size={28} stroke={1.5} />}
    title="No problem is ready"
    action={
      <Button component={Link} to={paths.publishKit()}>
        Publish a kit
      </Button>
    }
  >
    An event is made of a kit that a worker has read. Publish one here, or with <code>npx databoard publish</code>.
  </Empty>
);
