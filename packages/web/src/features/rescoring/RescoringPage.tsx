import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { RescoringHistory } from './RescoringHistory.tsx';
import { RescoringPanel } from './RescoringPanel.tsx';
import { isOpen } from './rescoring-words.ts';
import { StartRescoring } from './StartRescoring.tsx';

const RESCORINGS = graphql(`
  query Rescorings($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      problem {
        id
        number
        problemName
      }
      rescorings {
        id
        state
        ...RescoringHistory_rescoring
      }
    }
    problems(first: 200) {
      rows {
        id
        name
        versions {
          id
          number
          state
          createdAt
          hasPrivateData
        }
      }
    }
  }
`);

/** For admins: scores an event's submissions with a corrected version of its problem, and shows what that changes first. */
export function RescoringPage() {
  const { slug = '' } = useParams();
  const viewer = useViewer();
  if (viewer === undefined) return <Waiting />;
  return viewer?.isAdmin ? (
    <Rescorings slug={slug} />
  ) : (
    <Page title="Rescoring">
      <Empty icon={<IconLock size={28} stroke={1.5} />} title="For site admins">
        Here they correct how an event is scored. Scores that change show on the leaderboard.
      </Empty>
    </Page>
  );
}

function Rescorings({ slug }: { slug: string }) {
  const { data, error, refetch } = useQuery(RESCORINGS, { variables: { slug }, fetchPolicy: 'cache-and-network' });
  const [chosen, setChosen] = useState<string | null>(null);
  const event = data?.event;
  if (error && !event) {
    return (
      <Page title="Rescoring">
        <ErrorBox error={error} title="The rescorings could not be read" onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (!event) return <Waiting />;
  const versions = data.problems.rows.find(({ name }) => name === event.problem.problemName)?.versions ?? [];
  const open = event.rescorings.find(isOpen);
  const shown = open?.id ?? chosen;
  return (
    <Page title={`Rescoring · ${event.title}`} wide>
      <Stack gap="lg">
        <div>
          <Title order={2}>Rescoring</Title>
          <Text size="sm" c="dimmed" maw={720}>
            When labels or score types of the kit are corrected, the stored predictions of this event are scored with
            the new version of the problem. Nothing is trained again, and nothing changes for participants until you
            apply it.
          </Text>
        </div>
        {!open && (
          <StartRescoring
            eventSlug={event.slug}
            current={event.problem}
            versions={versions}
            onStarted={(id) => {
              setChosen(id);
              void refetch();
            }}
            onOutdated={() => void refetch()}
          />
        )}
        {shown && <RescoringPanel key={shown} id={shown} onEnded={() => setChosen(shown)} />}
        {event.rescorings.length > 0 && (
          <RescoringHistory
            rescorings={event.rescorings}
            shownId={shown}
            onShow={open ? null : (id) => setChosen(id === chosen ? null : id)}
          />
        )}
      </Stack>
    </Page>
  );
}

const Waiting = () => (
  <Page title="Rescoring" wide>
    <Stack gap="md">
      <Skeleton h={26} w={200} />
      <Skeleton h={160} />
    </Stack>
  </Page>
);
