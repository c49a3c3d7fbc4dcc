import { useQuery } from '@apollo/client/react';
import { Anchor, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconBooks } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { KeywordBadges } from './KeywordBadges.tsx';
import { ProblemSearch } from './ProblemSearch.tsx';
import { useProblemFilter } from './use-problem-filter.ts';

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

const pageSize = 25;

/** Every problem that an event is on which the viewer may see: by words, and by keyword. */
export function ProblemListPage() {
  const { filter, setFilter } = useProblemFilter();
  const { data, previousData, error, loading, refetch } = useQuery(PROBLEMS, {
    variables: { ...filter, first: pageSize },
    fetchPolicy: 'cache-and-network',
  });
  const shown = data ?? previousData;
  const page = shown?.problems;
  const isFiltered = filter.search !== null || filter.keyword !== null;
  return (
    <Page title="Problems">
      <RefetchBar isBusy={loading && page !== undefined} />
      <Title order={1} mb="md" mt={{ base: 0, sm: 'md' }}>
        Problems
      </Title>
      <ProblemSearch keywords={shown?.problemKeywords ?? []} filter={filter} setFilter={setFilter} />
      <Stack gap="sm" mt="md">
        {error && !page && (
          <ErrorBox error={error} title="The problems could not be read" onRetry={() => void refetch()} />
        )}
        {!page && !error && [0, 1, 2].map((key) => <Skeleton key={key} h={84} />)}
        {page?.totalCount === 0 && (
          <Empty icon={<IconBooks size={28} stroke={1.5} />} title={isFiltered ? 'No problem fits' : 'No problem yet'}>
            {isFiltered ? 'Try fewer words, or another keyword.' : 'Problems appear here with the events on them.'}
          </Empty>
        )}
        {page?.rows.map(({ id, name, title, keywords, events }) => (
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
      {page && (
        <Pager
          totalCount={page.totalCount}
          pageSize={pageSize}
          offset={filter.offset}
          onMove={(offset) => setFilter({ offset })}
        />
      )}
    </Page>
  );
}
