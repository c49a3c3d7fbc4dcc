import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { IconCalendarClock, IconHourglass, IconLock, IconUserPlus } from '@tabler/icons-react';
import { Link, useLocation, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { SubmitForm } from './SubmitForm.tsx';

const SUBMIT_PAGE = graphql(`
  query SubmitPage($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      phase
      opensAt
      ...SubmitForm_event
    }
  }
`);

/** Where code is written and sent. Reads afresh each time: the draft may have been saved elsewhere. */
export function SubmitPage() {
  const { slug = '' } = useParams();
  const viewer = useViewer();
  const { pathname } = useLocation();
  const { data, error, refetch } = useQuery(SUBMIT_PAGE, {
    variables: { slug },
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'cache-first',
  });
  const event = data?.event;
  const participation = event?.myParticipation;

  return (
    <Page title={event ? `Submit · ${event.title}` : 'Submit'} wide>
      {error && !event && <ErrorBox error={error} title="The draft could not be read" onRetry={() => void refetch()} />}
      {!event && !error && <Skeleton h={440} />}
      {event && event.phase === 'CLOSED' && (
        <Empty
          icon={<IconLock size={28} stroke={1.5} />}
          title="This event is closed"
          action={
            <Button component={Link} to={paths.leaderboard(slug)} variant="default">
              See the leaderboard
            </Button>
          }
        >
          No more submissions are taken.
        </Empty>
      )}
      {event && event.phase !== 'CLOSED' && viewer === null && (
        <Empty
          icon={<IconUserPlus size={28} stroke={1.5} />}
          title="Sign in to write a submission"
          action={
            <>
              <Button component={Link} to={paths.signIn(pathname)}>
                Sign in
              </Button>
              <Button component={Link} to={paths.signUp(pathname)} variant="default">
                Sign up
              </Button>
            </>
          }
        >
          The starting kit waits in the editor.
        </Empty>
      )}
      {event && event.phase !== 'CLOSED' && viewer && !participation && (
        <Empty
          icon={<IconUserPlus size={28} stroke={1.5} />}
          title="Join the event first"
          action={
            <Button component={Link} to={paths.event(slug)}>
              To the overview
            </Button>
          }
        >
          Joining is one click on the overview; the starting kit then waits here in the editor.
        </Empty>
      )}
      {event && event.phase !== 'CLOSED' && participation?.state === 'ASKED' && (
        <Empty icon={<IconHourglass size={28} stroke={1.5} />} title="Waiting for approval">
          An organiser looks at each request. Once approved, you write and send code here.
        </Empty>
      )}
      {event && event.phase === 'UPCOMING' && participation?.state === 'APPROVED' && (
        <Empty icon={<IconCalendarClock size={28} stroke={1.5} />} title="Not open yet">
          Submitting opens in <Countdown to={event.opensAt} />.
        </Empty>
      )}
      {event && isOpen(event.phase) && participation?.state === 'APPROVED' && (
        <SubmitForm key={participation.draft.id} event={event} participation={participation} />
      )}
    </Page>
  );
}

const isOpen = (phase: string) => phase === 'COMPETITIVE' || phase === 'COLLABORATIVE';
