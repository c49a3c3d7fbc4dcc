import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { Page } from '../../ui/Page.tsx';
import { KeywordBadges } from './KeywordBadges.tsx';
import { ProblemCatalogue } from './ProblemCatalogue.tsx';

const PROBLEMS = graphql(`
  query Problems($search: String, $keyword: String, $first: Int!, $offset: Int!) {
    problems(search: $search, keyword: $keyword, first: $first, offset: $offset) {
      totalCount
      rows {
        id
        name
        title
        keywords {
          kind
          name
        }
        events {
          id
        }
      }
    }
    problemKeywords {
      kind
      name
      problemCount
    }
  }
`);

/** Every problem that an event is on which the viewer may see: by words, and by keyword. */
export const ProblemListPage = () => (
  <Page title="Problems">
    <Title order={1} mb="md" mt={{ base: 0, sm: 'md' }}>
      Problems
    </Title>
    <ProblemCatalogue query={PROBLEMS} pageSize={25} emptyWords="Problems appear here with the events on them.">
      {(rows) => (
        <Stack gap="sm">
          {rows.map(({ id, name, title, keywords, events }) => (
            <Card key={id} withBorder padding="md" data-testid="problem-card">
              <Group justify="space-between" wrap="nowrap" align="baseline">
                <Anchor component={Link} to={paths.problem(name)} fw={600}>
                  {title}
                </Anchor>
                <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                  {events.length === 1 ? '1 event' : `${events.length} events`}
                </Text>
              </Group>
              <Text size="sm" c="dimmed" mb={6}>
                <code>{name}</code>
              </Text>
              <KeywordBadges keywords={keywords} />
            </Card>
          ))}
        </Stack>
      )}
    </ProblemCatalogue>
  </Page>
);
