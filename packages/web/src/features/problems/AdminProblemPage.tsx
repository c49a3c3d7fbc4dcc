import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconBooks, IconUpload } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { AdminOnly } from './AdminOnly.tsx';
import { DeleteProblem } from './DeleteProblem.tsx';
import { KeywordsEditor } from './KeywordsEditor.tsx';
import { VersionCard } from './VersionCard.tsx';

const ADMIN_PROBLEM = graphql(`
  query AdminProblem($name: String!) {
    problem(name: $name) {
      id
      name
      title
      ...KeywordsEditor_problem
      events {
        id
        slug
        title
        problem {
          id
        }
      }
      versions {
        id
        ...VersionCard_version
      }
    }
  }
`);

/** For site admins: what a problem can be found by, and all its versions. */
export function AdminProblemPage() {
  const { name = '' } = useParams();
  return (
    <AdminOnly title={name}>
      <Problem key={name} name={name} />
    </AdminOnly>
  );
}

function Problem({ name }: { name: string }) {
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(ADMIN_PROBLEM, { variables: { name }, fetchPolicy: 'cache-and-network' });
  const problem = data?.problem;
  return (
    <Page title={problem?.title ?? name}>
      {error && !problem && (
        <ErrorBox error={error} title="The problem could not be read" onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton h={320} />}
      {problem === null && (
        <Empty
          icon={<IconBooks size={28} stroke={1.5} />}
          title="There is no such problem"
          action={
            <Button component={Link} to={paths.publishKit(name)} variant="default">
              Publish a kit
            </Button>
          }
        >
          A problem begins with its first kit.
        </Empty>
      )}
      {problem && (
        <Stack gap="lg">
          <Group justify="space-between" align="flex-start">
            <div>
              <Title order={1} size="h3">
                {problem.title}
              </Title>
              <Text size="sm" c="dimmed">
                <code>{problem.name}</code> ·{' '}
                <Anchor component={Link} to={paths.problem(problem.name)} inherit>
                  public page
                </Anchor>
              </Text>
            </div>
            <Button
              component={Link}
              to={paths.publishKit(problem.name)}
              leftSection={<IconUpload size={16} aria-hidden="true" />}
            >
              Publish the next version
            </Button>
          </Group>
          <KeywordsEditor problem={problem} />
          <Title order={2} size="h4">
            Versions
          </Title>
          {problem.versions.map((version, index) => (
            <VersionCard
              key={version.id}
              version={version}
              isNewest={index === 0}
              events={problem.events.filter((event) => event.problem.id === version.id)}
              problemName={problem.name}
            />
          ))}
          {problem.versions.length === 0 && (
            <Text size="sm" c="dimmed">
              There is none: publish the next one, or delete the problem.
            </Text>
          )}
          <Card withBorder component="section" aria-label="Deleting the problem">
            <Group justify="space-between" gap="md">
              <Text size="sm" maw={520}>
                A problem that no event uses, and that nothing was judged with, can be deleted, with its kits and its
                private data.
              </Text>
              <DeleteProblem problemName={problem.name} onDeleted={() => void navigate(paths.adminProblems())} />
            </Group>
          </Card>
        </Stack>
      )}
    </Page>
  );
}
