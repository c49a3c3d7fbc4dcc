import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Skeleton, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { AskForEventForm } from './AskForEventForm.tsx';

const PROBLEM = graphql(`
  query ProblemToAskFor($name: String!) {
    problem(name: $name) {
      id
      name
      title
    }
  }
`);

/** Where a user asks for an event of their own on a problem. */
export function AskForEventPage({ notFound }: { notFound: ReactNode }) {
  const { name = '' } = useParams();
  const { pathname } = useLocation();
  const viewer = useViewer();
  const { data, error, refetch } = useQuery(PROBLEM, { variables: { name } });
  const problem = data?.problem;
  if (problem === null) return notFound;
  return (
    <Page title="Ask for an event">
      <Title order={1}>Ask for an event</Title>
      {problem && (
        <Text c="dimmed" mb="md">
          On{' '}
          <Anchor component={Link} to={paths.problem(problem.name)} inherit>
            {problem.title}
          </Anchor>
          , for a course, a workshop or a competition of your own. Site admins decide; you run it then.
        </Text>
      )}
      {error && !problem && (
        <ErrorBox error={error} title="The problem could not be read" onRetry={() => void refetch()} />
      )}
      {((!problem && !error) || viewer === undefined) && <Skeleton h={320} aria-busy />}
      {viewer === null && (
        <Empty
          icon={<IconLock size={28} stroke={1.5} />}
          title="Sign in to ask"
          action={
            <Button component={Link} to={paths.signIn(pathname)}>
              Sign in
            </Button>
          }
        >
          So that site admins know who would run the event.
        </Empty>
      )}
      {viewer && viewer.state !== 'ACTIVE' && (
        <Empty icon={<IconLock size={28} stroke={1.5} />} title="Not yet">
          You can ask for an event as soon as your account is active.
        </Empty>
      )}
      {problem && viewer?.state === 'ACTIVE' && <AskForEventForm problem={problem} />}
    </Page>
  );
}
