import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { ForOrganisers } from './SettingsPage.tsx';
import { settingLabel, storedWords } from './setting-fields.ts';

const HISTORY = graphql(`
  query SettingHistory($slug: String!, $first: Int!, $offset: Int!) {
    event(slug: $slug) {
      id
      settingHistory(first: $first, offset: $offset) {
        totalCount
        rows {
          ...SettingConflict_change
          version
        }
      }
    }
  }
`);

const pageSize = 50;
const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Who changed which setting of the event, from what to what. */
export function SettingHistoryPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const offset = Math.max(0, Number(params.get('offset')) || 0);
  const { data, error, refetch } = useQuery(HISTORY, {
    variables: { slug, first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
  });
  const history = data?.event?.settingHistory;
  return (
    <Page title="History of the settings" wide>
      <Title order={2} size="h4" mb="sm">
        History of the settings
      </Title>
      {error && !data && (
        <ErrorBox error={error} title="The history could not be read" onRetry={() => void refetch()} />
      )}
      {!data && !error && (
        <Stack gap={2} aria-busy>
          {[0, 1, 2].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {data && !history && <ForOrganisers />}
      {history?.rows.length === 0 && (
        <Empty icon={<IconHistory size={28} stroke={1.5} />} title="Nothing was changed yet">
          Each change of a setting is kept here, with who made it.
        </Empty>
      )}
      {history && history.rows.length > 0 && (
        <>
          <DataTable label="Changes of settings">
            <thead>
              <tr>
                {['setting', 'before', 'after', 'who', 'when', 'version'].map((word) => (
                  <th key={word} scope="col">
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {history.rows.map(({ id, at, field, before, after, by, version }) => (
                <tr key={id} data-testid="setting-change">
                  <th scope="row">{settingLabel(field)}</th>
                  <td title={storedWords(field, before)}>{short(storedWords(field, before))}</td>
                  <td title={storedWords(field, after)}>{short(storedWords(field, after))}</td>
                  <td>{by?.displayName ?? <Text c="dimmed">account gone</Text>}</td>
                  <td>
                    <TimeAgo at={at} />
                  </td>
                  <td>{version}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
          <Pager
            offset={offset}
            pageSize={pageSize}
            totalCount={history.totalCount}
            onMove={(next) => setParams(next === 0 ? {} : { offset: String(next) })}
          />
        </>
      )}
    </Page>
  );
}
