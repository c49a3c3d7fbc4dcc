import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, Skeleton, Stack, Title } from '@mantine/core';
import { IconBooks, IconUpload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { AdminProblemsQuery } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { AdminOnly } from './AdminOnly.tsx';
import { ProblemSearch } from './ProblemSearch.tsx';
import { RecentImports } from './RecentImports.tsx';
import { useProblemFilter } from './use-problem-filter.ts';
import { VersionState } from './VersionState.tsx';

const ADMIN_PROBLEMS = graphql(`
  query AdminProblems($search: String, $keyword: String, $first: Int!, $offset: Int!) {
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
        versions {
          id
          number
          state
          createdAt
          hasPrivateData
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

const pageSize = 50;
type Row = AdminProblemsQuery['problems']['rows'][number];

/** For site admins: every problem with its newest version, and the way to publish another. */
export function AdminProblemsPage() {
  return (
    <AdminOnly title="Problems">
      <Problems />
    </AdminOnly>
  );
}

function Problems() {
  const { filter, setFilter } = useProblemFilter();
  const { data, previousData, error, refetch } = useQuery(ADMIN_PROBLEMS, {
    variables: { ...filter, first: pageSize },
    fetchPolicy: 'cache-and-network',
  });
  const shown = data ?? previousData;
  const page = shown?.problems;
  const isFiltered = filter.search !== null || filter.keyword !== null;
  const publish = (
    <Button component={Link} to={paths.publishKit()} leftSection={<IconUpload size={16} aria-hidden="true" />}>
      Publish a kit
    </Button>
  );
  return (
    <Page title="Problems" wide>
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={1} size="h4">
            Problems
          </Title>
          {publish}
        </Group>
        <ProblemSearch keywords={shown?.problemKeywords ?? []} filter={filter} setFilter={setFilter} />
        {error && !page && (
          <ErrorBox error={error} title="The problems could not be read" onRetry={() => void refetch()} />
        )}
        {!page && !error && <Skeleton h={160} />}
        {page?.totalCount === 0 && (
          <Empty
            icon={<IconBooks size={28} stroke={1.5} />}
            title={isFiltered ? 'No problem fits' : 'No problem yet'}
            action={isFiltered ? null : publish}
          >
            {isFiltered ? 'Try fewer words, or another keyword.' : 'A problem begins with a kit.'}
          </Empty>
        )}
        {page && page.totalCount > 0 && (
          <div>
            <ProblemTable rows={page.rows} />
            <Pager
              totalCount={page.totalCount}
              pageSize={pageSize}
              offset={filter.offset}
              onMove={(offset) => setFilter({ offset })}
            />
          </div>
        )}
        <RecentImports />
      </Stack>
    </Page>
  );
}

function ProblemTable({ rows }: { rows: readonly Row[] }) {
  return (
    <DataTable label="Problems">
      <thead>
        <tr>
          <th scope="col">problem</th>
          <th scope="col">title</th>
          <th scope="col">newest version</th>
          <th scope="col">private data</th>
          <th scope="col" data-numeric>
            events
          </th>
          <th scope="col">keywords</th>
          <th scope="col" data-numeric>
            published
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, title, versions: [newest], events, keywords }) => (
          <tr key={id} data-testid="problem-row">
            <th scope="row">
              <Anchor component={Link} to={paths.adminProblem(name)} inherit>
                {name}
              </Anchor>
            </th>
            <td>{title}</td>
            <td>
              {newest ? (
                <>
                  {newest.number} <VersionState state={newest.state} />
                </>
              ) : (
                '–'
              )}
            </td>
            <td>{newest?.hasPrivateData ? 'yes' : 'no'}</td>
            <td data-numeric>{events.length}</td>
            <td>{keywords.map((keyword) => keyword.name).join(', ')}</td>
            <td data-numeric>{newest && <TimeAgo at={newest.createdAt} />}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
