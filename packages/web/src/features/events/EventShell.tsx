import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { graphql } from '../../gql/gql.ts';
import { useBoardChanges } from '../../lib/board-changes.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import classes from './EventHeader.module.css';
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
  useBoardChanges(props.slug, refetch);
  if (data?.event === null) return props.notFound;
  if (!data && error) {
    return (
      <Page title="Event">
        <ErrorBox error={error} title="The event could not be read" onRetry={() => void refetch()} />
      </Page>
    );
  }
  // The page reads its own data at the same time, so it is shown from the start, under a header of the same height.
  return (
    <>
      {data?.event ? <EventHeader event={data.event} /> : <HeaderSkeleton />}
      {props.children}
    </>
  );
}

const HeaderSkeleton = () => (
  <div className={classes['band']} aria-hidden="true">
    <div className={classes['inner']}>
      <div className={classes['top']}>
        <div className={classes['titles']}>
          <Skeleton h={22} my={4} w={280} />
          <div className={classes['standing']}>
            <Skeleton h={12} w={200} />
          </div>
        </div>
      </div>
      <div className={classes['tabs']}>
        <Skeleton h={14} w={240} mt={14} mb={12} />
      </div>
    </div>
  </div>
);
