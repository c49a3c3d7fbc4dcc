import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { useBoardChanges } from '../../lib/board-changes.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { BlendTrouble } from './BlendTrouble.tsx';
import { BoardControls } from './BoardControls.tsx';
import { BoardPager } from './BoardPager.tsx';
import { BoardSummary } from './BoardSummary.tsx';
import { BoardTable } from './BoardTable.tsx';
import { type BoardViewState, readView, variablesOf, writeView } from './board-view.ts';
import { EmptyBoard } from './EmptyBoard.tsx';
import { columnsOf, visibleColumns } from './shown-columns.ts';
import { useChosenColumns } from './use-chosen-columns.ts';

const BOARD_PAGE = graphql(`
  query BoardPage(
    $slug: String!
    $kind: BoardKind!
    $sort: BoardSortInput
    $filter: BoardFilterInput
    $first: Int!
    $offset: Int!
    $aroundMe: Boolean!
    $at: DateTimeISO
  ) {
    event(slug: $slug) {
      id
      slug
      title
      phase
      boardKinds
      myParticipation {
        id
      }
      board(
        kind: $kind
        sort: $sort
        filter: $filter
        first: $first
        offset: $offset
        aroundMe: $aroundMe
        at: $at
      ) {
        ...BoardTable_board
      }
    }
  }
`);

/** The boards of an event. Which one, its order, its filters and its page are in the address; it keeps itself up to date. */
export function LeaderboardPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const view = readView(params);
  const [chosen, choose, chooseUsual] = useChosenColumns();
  const { data, previousData, error, loading, refetch } = useQuery(BOARD_PAGE, {
    variables: variablesOf(slug, view),
    fetchPolicy: 'cache-and-network',
  });
  useBoardChanges(slug, async () => {
    if (view.at === null) await refetch();
  });
  const event = data?.event ?? (previousData?.event?.slug === slug ? previousData.event : undefined);
  const board = error && !data ? undefined : event?.board;
  const change = (part: Partial<BoardViewState>) => setParams(writeView({ ...view, ...part }));
  useScrollToMine(view.aroundMe && !loading, board?.offset);

  const columns = board ? columnsOf(board) : [];
  const visible = visibleColumns(columns, chosen);
  return (
    <Page title={event ? `Leaderboard · ${event.title}` : 'Leaderboard'} wide>
      <RefetchBar isBusy={loading && board !== undefined} />
      {event && (
        <BoardControls
          slug={slug}
          view={view}
          onChange={change}
          kinds={event.boardKinds}
          columns={columns}
          visible={new Set(visible.map(({ key }) => key))}
          onColumn={choose}
          onUsualColumns={chooseUsual}
          hasTeam={event.myParticipation != null}
        />
      )}
      {error && !board && <ErrorBox error={error} title="The board could not be read" onRetry={() => void refetch()} />}
      {!board && !error && <BoardSkeleton />}
      {event && board && (
        <>
          <BoardSummary board={board} at={view.at} />
          <BlendTrouble board={board} />
          {board.rows.length > 0 ? (
            <BoardTable board={board} columns={visible} view={view} onSort={(sort) => change({ sort, page: 1 })} />
          ) : (
            <EmptyBoard
              board={board}
              phase={event.phase}
              onEverything={() => setParams(writeView({ ...view, text: '', mine: false, page: 1, at: null }))}
            />
          )}
          <BoardPager board={board} view={view} onChange={change} />
        </>
      )}
    </Page>
  );
}

/** Once the page around the viewer's first row is there: shows that row and gives it the focus. */
function useScrollToMine(isWanted: boolean, offset: number | undefined): void {
  useEffect(() => {
    if (!isWanted || offset === undefined) return;
    const row = document.querySelector<HTMLElement>('[data-mine]');
    row?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    row?.querySelector('a')?.focus({ preventScroll: true });
  }, [isWanted, offset]);
}

const BoardSkeleton = () => (
  <Stack gap={2}>
    <Skeleton h={20} w={260} mb="sm" />
    {Array.from({ length: 12 }, (_, index) => `row-${index}`).map((key) => (
      <Skeleton key={key} h={34} radius={2} />
    ))}
  </Stack>
);
