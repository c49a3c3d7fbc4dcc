import { useQuery } from '@apollo/client/react';
import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditTable } from './AuditTable.tsx';
import { type AuditFilter, filterFrom, inputOf, isFiltered, paramsOf } from './audit-filter.ts';

const AUDIT_LOG = graphql(`
  query AuditLog($eventSlug: String, $filter: AuditFilterInput, $first: Int!, $offset: Int!) {
    auditLog(eventSlug: $eventSlug, filter: $filter, first: $first, offset: $offset) {
      totalCount
      acts
      rows {
        id
        ...AuditTable_entry
      }
    }
  }
`);

const pageSize = 50;

/** Who did what with special rights: in one event where the address names it, else everywhere, for site admins. */
export function AuditPage() {
  const { slug = null } = useParams();
  const { pathname } = useLocation();
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => filterFrom(params), [params]);
  const { data, previousData, error, loading, refetch } = useQuery(AUDIT_LOG, {
    variables: { eventSlug: slug, filter: inputOf(filter), first: pageSize, offset: filter.offset },
    fetchPolicy: 'cache-and-network',
  });
  const log = (data ?? previousData)?.auditLog;
  const show = (next: AuditFilter) => setParams(paramsOf(next));
  const narrowed = (change: Partial<AuditFilter>) =>
    `${pathname}?${paramsOf({ ...filter, ...change, offset: 0 }).toString()}`;
  return (
    <Page title="Audit log" wide>
      <RefetchBar isBusy={loading && log !== undefined} />
      <Group gap="sm" align="baseline" mb="sm">
        <Title order={slug === null ? 1 : 2} size="h4">
          Audit log
        </Title>
        <Text size="sm" c="dimmed">
          What was done with special rights{slug === null ? '' : ' in this event'}, and who looked at hidden scores.
          Nothing here can be changed.
        </Text>
      </Group>
      <AuditFilters filter={filter} acts={log?.acts ?? []} onFilter={show} />
      {error && !data && <ErrorBox error={error} title="The log could not be read" onRetry={() => void refetch()} />}
      {!log && !error && (
        <Stack gap={2} aria-busy>
          {[0, 1, 2, 3, 4].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {log && log.rows.length === 0 && !error && (
        <Empty
          icon={<IconListSearch size={28} stroke={1.5} />}
          title={isFiltered(filter) ? 'Nothing fits the filter' : 'Nothing has been done yet'}
        >
          {isFiltered(filter) ? 'Take something out of it, or show all.' : 'What organisers do will be listed here.'}
        </Empty>
      )}
      {log && log.rows.length > 0 && (
        <>
          <AuditTable entries={log.rows} hasEventColumn={slug === null} narrowed={narrowed} />
          <Pager
            offset={filter.offset}
            pageSize={pageSize}
            totalCount={log.totalCount}
            onMove={(offset) => show({ ...filter, offset })}
          />
        </>
      )}
    </Page>
  );
}
