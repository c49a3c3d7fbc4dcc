import type { TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack } from '@mantine/core';
import { IconBooks } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { KeywordKind } from '../../gql/graphql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { ProblemSearch } from './ProblemSearch.tsx';
import { type ProblemFilter, useProblemFilter } from './use-problem-filter.ts';

interface Found<Row> {
  problems: { totalCount: number; rows: readonly Row[] };
  problemKeywords: readonly { kind: KeywordKind; name: string; problemCount: number }[];
}

interface Props<Row> {
  /** What each row is to hold. */
  query: TypedDocumentNode<Found<Row>, ProblemFilter & { first: number }>;
  pageSize: number;
  /** Where there is no problem at all: what comes next, and the way to it. */
  emptyWords: string;
  emptyAction?: ReactNode;
  children: (rows: readonly Row[]) => ReactNode;
}

/** The problems that the viewer may see, by words and by keyword, a page at a time; `children` draws them. */
export function ProblemCatalogue<Row>({ query, pageSize, emptyWords, emptyAction, children }: Props<Row>) {
  const { filter, setFilter } = useProblemFilter();
  const { data, previousData, error, loading, refetch } = useQuery(query, {
    variables: { ...filter, first: pageSize },
    fetchPolicy: 'cache-and-network',
  });
  const shown = (data ?? previousData) as Found<Row> | undefined;
  const page = shown?.problems;
  const isFiltered = filter.search !== null || filter.keyword !== null;
  return (
    <Stack gap="md">
      <RefetchBar isBusy={loading && page !== undefined} />
      <div>
        <ProblemSearch keywords={shown?.problemKeywords ?? []} filter={filter} setFilter={setFilter} />
      </div>
      {error && !page && (
        <ErrorBox error={error} title="The problems could not be read" onRetry={() => void refetch()} />
      )}
      {!page && !error && <Skeleton h={240} />}
      {page?.totalCount === 0 && (
        <Empty
          icon={<IconBooks size={28} stroke={1.5} />}
          title={isFiltered ? 'No problem fits' : 'No problem yet'}
          action={isFiltered ? null : emptyAction}
        >
          {isFiltered ? 'Try fewer words, or another keyword.' : emptyWords}
        </Empty>
      )}
      {page && page.totalCount > 0 && (
        <div>
          {children(page.rows)}
          <Pager
            totalCount={page.totalCount}
            pageSize={pageSize}
            offset={filter.offset}
            onMove={(offset) => setFilter({ offset })}
          />
        </div>
      )}
    </Stack>
  );
}
