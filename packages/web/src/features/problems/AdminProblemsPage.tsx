import { Anchor, Button, Group, Stack, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { AdminProblemsQuery } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { AdminOnly } from './AdminOnly.tsx';
import { ProblemCatalogue } from './ProblemCatalogue.tsx';
import { RecentImports } from './RecentImports.tsx';
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

type Row = AdminProblemsQuery['problems']['rows'][number];

/** For site admins: every problem with its newest version, and the way to publish another. */
export function AdminProblemsPage() {
  const publish = (
    <Button component={Link} to={paths.publishKit()} leftSection={<IconUpload size={16} aria-hidden="true" />}>
      Publish a kit
    </Button>
  );
  return (
    <AdminOnly title="Problems">
      <Page title="Problems" wide>
        <Stack gap="md">
          <Group justify="space-between">
            <Title order={1} size="h4">
              Problems
            </Title>
            {publish}
          </Group>
          <ProblemCatalogue
            query={ADMIN_PROBLEMS}
            pageSize={50}
            emptyWords="A problem begins with a kit."
            emptyAction={publish}
          >
            {(rows) => <ProblemTable rows={rows} />}
          </ProblemCatalogue>
          <RecentImports />
        </Stack>
      </Page>
    </AdminOnly>
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
