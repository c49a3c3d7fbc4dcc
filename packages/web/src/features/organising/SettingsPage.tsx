import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { EventAdmins } from './EventAdmins.tsx';
import { EventLife } from './EventLife.tsx';
import { SettingsForm } from './SettingsForm.tsx';

graphql(`
  fragment SettingsForm_event on Event {
    id
    slug
    title
    description
    visibility
    opensAt
    publicOpensAt
    closesAt
    signUpMode
    signUpCode
    signUpClosesAt
    maxTeamSize
    teamsFreezeAt
    minSecondsBetweenSubmissions
    maxSubmissionsPerDay
    maxSubmissionsTotal
    finalSelectionMax
    blendMinImprovement
    showsCodeAfterClosing
    showsLogs
    foldTimeoutSeconds
    foldMemoryMiB
    foldCores
    foldProcessesMax
    foldDiskMiB
    foldLogKiB
    foldPredictionMiB
    evaluationTimeoutSeconds
    stopsAtFirstFailure
    weight
    settingsVersion
    archivedAt
    officialScoreType {
      name
    }
    problem {
      id
      scoreTypes {
        name
      }
    }
  }
`);

const SETTINGS = graphql(`
  query EventSettings($slug: String!) {
    event(slug: $slug) {
      viewerAdministers
      ...SettingsForm_event
      ...EventAdmins_event
      ...EventLife_event
    }
  }
`);

/** Everything that the people who run an event may change about it. */
export function SettingsPage() {
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(SETTINGS, { variables: { slug }, fetchPolicy: 'cache-and-network' });
  const event = data?.event;
  return (
    <Page title="Settings">
      {error && !event && (
        <ErrorBox error={error} title="The settings could not be read" onRetry={() => void refetch()} />
      )}
      {!event && !error && (
        <Stack gap="md" aria-busy>
          {[0, 1, 2, 3].map((key) => (
            <Skeleton key={key} h={120} />
          ))}
        </Stack>
      )}
      {event && !event.viewerAdministers && <ForOrganisers />}
      {event?.viewerAdministers && (
        <Stack gap="xl">
          <SettingsForm event={event} onStale={async () => (await refetch()).data?.event ?? null} />
          <EventAdmins event={event} />
          <EventLife event={event} />
        </Stack>
      )}
    </Page>
  );
}

/** What others see on the organisers' pages. */
export const ForOrganisers = () => (
  <Empty icon={<IconLock size={28} stroke={1.5} />} title="For the organisers">
    Only the admins of this event and site admins come in here.
  </Empty>
);
