import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { ProblemQuery } from '../../gql/graphql.ts';
import { dateWords } from '../../lib/time-words.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Page } from '../../ui/Page.tsx';
import { KeywordBadges } from './KeywordBadges.tsx';

const PROBLEM = graphql(`
  query Problem($name: String!) {
    problem(name: $name) {
      id
      name
      title
      keywords {
        kind
        name
      }
      events {
        id
        slug
        title
        phase
        opensAt
        closesAt
      }
      versions {
        id
        number
        state
        readme
      }
    }
  }
`);

const phases = { UPCOMING: 'upcoming', COMPETITIVE: 'open', COLLABORATIVE: 'open', CLOSED: 'closed' } as const;

/** What a problem is about, and the events on it. */
export function ProblemPage({ notFound }: { notFound: ReactNode }) {
  const { name = '' } = useParams();
  const { data, error, refetch } = useQuery(PROBLEM, { variables: { name }, fetchPolicy: 'cache-and-network' });
  const problem = data?.problem;
  if (problem === null) return notFound;
  return (
    <Page title={problem?.title ?? 'Problem'}>
      {error && !problem && (
        <ErrorBox error={error} title="The problem could not be read" onRetry={() => void refetch()} />
      )}
      {!problem && !error && <Skeleton h={320} />}
      {problem && <Content problem={problem} />}
    </Page>
  );
}

function Content({ problem }: { problem: NonNullable<ProblemQuery['problem']> }) {
  const viewer = useViewer();
  const version = problem.versions.find(({ state }) => state === 'READY');
  return (
    <Stack gap="lg" mt={{ base: 0, sm: 'md' }}>
      <div>
        <Title order={1}>{problem.title}</Title>
        <Text c="dimmed" mb="xs">
          <code>{problem.name}</code>
        </Text>
        <KeywordBadges keywords={problem.keywords} />
      </div>
      <Group gap="sm">
        {version && (
          <Button
            component="a"
            href={paths.kitDownload(version.id)}
            download
            leftSection={<IconDownload size={16} stroke={1.8} aria-hidden="true" />}
          >
            Download the kit
          </Button>
        )}
        {problem.events.length > 0 && (
          <Button component={Link} to={paths.problemBoard(problem.name)} variant="default">
            Board across events
          </Button>
        )}
        {viewer?.isAdmin !== true && version && (
          <Button component={Link} to={paths.askForEvent(problem.name)} variant="default">
            Ask for an event
          </Button>
        )}
        {viewer?.isAdmin && (
          <Button component={Link} to={paths.adminProblem(problem.name)} variant="default">
            Versions and kit check
          </Button>
        )}
      </Group>
      <section>
        <Title order={2} size="h4" mb="xs">
          Events
        </Title>
        {problem.events.length === 0 && <Text c="dimmed">No event is on this problem yet.</Text>}
        <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {problem.events.map(({ id, slug, title, phase, opensAt, closesAt }) => (
            <li key={id}>
              <Anchor component={Link} to={paths.event(slug)} inherit>
                {title}
              </Anchor>{' '}
              <Text span size="sm" c="dimmed">
                {phases[phase]} · {dateWords(opensAt)} – {dateWords(closesAt)}
              </Text>
            </li>
          ))}
        </Stack>
      </section>
      {version?.readme && <Markdown source={version.readme} pictures={paths.kitPictures(version.id)} />}
    </Stack>
  );
}
