import { useQuery } from '@apollo/client/react';
import { Skeleton, Text } from '@mantine/core';
import { useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Page } from '../../ui/Page.tsx';
import classes from './OverviewPage.module.css';
import { ProblemFacts } from './ProblemFacts.tsx';
import { SignUpForEvent } from './SignUpForEvent.tsx';

const OVERVIEW = graphql(`
  query EventOverview($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      description
      readme
      ...SignUpForEvent_event
      ...ProblemFacts_event
    }
  }
`);

/** What the event is about: the kit's README, the facts of the problem, and the way in. */
export function OverviewPage() {
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(OVERVIEW, { variables: { slug } });
  const event = data?.event;
  return (
    <Page title={event?.title ?? 'Event'} wide>
      {error && !event && <ErrorBox error={error} title="The event could not be read" onRetry={() => void refetch()} />}
      {!event && !error && <Skeleton h={320} />}
      {event && (
        <div className={classes['columns']}>
          <div className={classes['text']}>
            {event.description && <Markdown source={event.description} />}
            {event.readme ? (
              <Markdown source={event.readme} pictures={paths.kitPictures(event.slug)} />
            ) : (
              <Text c="dimmed">This kit has no README.</Text>
            )}
          </div>
          <div className={classes['join']}>
            <SignUpForEvent event={event} />
          </div>
          <aside className={classes['facts']} aria-label="Facts">
            <ProblemFacts event={event} />
          </aside>
        </div>
      )}
    </Page>
  );
}
