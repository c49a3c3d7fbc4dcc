import { useQuery } from '@apollo/client/react';
import { Anchor, Title } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { importWords } from './import-words.ts';

const RECENT_IMPORTS = graphql(`
  query RecentImports {
    kitImports(first: 10) {
      totalCount
      rows {
        id
        problemName
        from
        state
        message
        createdAt
        progress {
          step
          files
          bytes
        }
        problemVersion {
          id
        }
        requestedBy {
          id
          displayName
        }
      }
    }
  }
`);

const pollMs = 2000;

/** The last kits that came from a zip or a git server, and how that went. Nothing where there was none. */
export function RecentImports() {
  const { data } = useQuery(RECENT_IMPORTS, { fetchPolicy: 'cache-and-network', pollInterval: pollMs });
  const rows = data?.kitImports.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        Latest imports
      </Title>
      <DataTable label="Latest imports">
        <thead>
          <tr>
            <th scope="col">problem</th>
            <th scope="col">state</th>
            <th scope="col">from</th>
            <th scope="col">by</th>
            <th scope="col" data-numeric>
              asked
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-testid="import-row">
              <th scope="row">
                {row.problemVersion ? (
                  <Anchor component={Link} to={paths.adminProblem(row.problemName)} inherit>
                    {row.problemName}
                  </Anchor>
                ) : (
                  row.problemName
                )}
              </th>
              <td>{row.state === 'DONE' && !row.problemVersion ? 'Done, and deleted since.' : importWords(row)}</td>
              <td>{row.from}</td>
              <td>{row.requestedBy.displayName}</td>
              <td data-numeric>
                <TimeAgo at={row.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </section>
  );
}
