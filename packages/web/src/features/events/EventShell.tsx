import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { EventHeader } from './EventHeader.tsx';

const EVENT = graphql(`
  query EventShell($slug: String!) {
    event(slug: $slug) {
      ...EventHeader_event
    }
  }
`);

/** The header that all pages of an event share, with the page as `children`; `notFound` when the event is not for the viewer. */
export function EventShell(props: { slug: string; children: ReactNode; notFound: ReactNode }) {
  const { data, error, refetch } = useQuery(EVENT, {
    variables: { slug: props.slug },
    fetchPolicy: 'cache-and-network',
  });
  if (data?.event === null) return props.notFound;
  if (!data && error) {
    return (
      <Page title="Event">
        <ErrorBox error={error} title="The event could not be read" onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (!data?.event) {
    return (
      <Page title="Event" wide>
        <Skeleton h={28} w={320} mb="sm" />
        <Skeleton h={16} w={420} mb="xl" />
        <Skeleton h={34} mb="xl" />
        <Skeleton h={260} />
      </Page>
    );
  }
  return (
    <>
      <EventHeader event={data.event} />
      {props.children}
    </>
  );
}
