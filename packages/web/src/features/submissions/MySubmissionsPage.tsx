import { useQuery } from '@apollo/client/react';
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconListDetails, IconUserPlus } from '@tabler/icons-react';
import { Link, useLocation, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { LiveMark } from '../../ui/LiveMark.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { MySubmissionsTable } from './MySubmissionsTable.tsx';

const MY_SUBMISSIONS = graphql(`
  query MySubmissions($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      phase
      closesAt
      finalSelectionMax
      officialScoreType {
        name
        precision
        isLowerTheBetter
      }
      myParticipation {
        id
        team {
          id
          selectedIds
          members {
            user {
              id
            }
          }
        }
        submissions {
          id
          ...MySubmissionsTable_submission
        }
      }
    }
  }
`);

/** Everything the viewer's team has sent to the event, newest first, moving by itself. */
export function MySubmissionsPage() {
  const { slug = '' } = useParams();
  const viewer = useViewer();
  const { pathname } = useLocation();
  const { data, error, loading, refetch } = useQuery(MY_SUBMISSIONS, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  const event = data?.event;
  const submissions = event?.myParticipation?.submissions;
  return (
    <Page title={event ? `My submissions · ${event.title}` : 'My submissions'} wide>
      <RefetchBar isBusy={loading && event !== undefined} />
      {error && !event && (
        <ErrorBox error={error} title="Your submissions could not be read" onRetry={() => void refetch()} />
      )}
      {!event && !error && (
        <Stack gap={2}>
          {[0, 1, 2, 3, 4].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {event && !submissions && (
        <Empty
          icon={<IconUserPlus size={28} stroke={1.5} />}
          title={viewer === null ? 'Sign in to see your submissions' : 'You have not joined this event'}
          action={
            <Button component={Link} to={viewer === null ? paths.signIn(pathname) : paths.event(slug)}>
              {viewer === null ? 'Sign in' : 'To the overview'}
            </Button>
          }
        />
      )}
      {event && submissions?.length === 0 && (
        <Empty
          icon={<IconListDetails size={28} stroke={1.5} />}
          title="Nothing sent yet"
          action={
            event.phase !== 'CLOSED' && (
              <Button component={Link} to={paths.submit(slug)}>
                Write a submission
              </Button>
            )
          }
        >
          The starting kit waits in the editor; send it as it is to see how it goes.
        </Empty>
      )}
      {event?.myParticipation && submissions && submissions.length > 0 && (
        <>
          <Group justify="space-between" mb="sm" mih={30}>
            <Text size="sm" c="dimmed">
              {submissions.length} sent
            </Text>
            <LiveMark />
          </Group>
          <MySubmissionsTable
            submissions={submissions}
            official={event.officialScoreType}
            showsAuthors={event.myParticipation.team.members.length > 1}
            final={
              event.finalSelectionMax == null
                ? null
                : { ...event, max: event.finalSelectionMax, team: event.myParticipation.team }
            }
          />
        </>
      )}
    </Page>
  );
}
