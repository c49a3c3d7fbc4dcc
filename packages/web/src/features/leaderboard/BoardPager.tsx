import { Group, Pagination, Select, Text } from '@mantine/core';
import type { BoardTable_BoardFragment } from '../../gql/graphql.ts';
import { type BoardViewState, pageSizes } from './board-view.ts';

interface Props {
  board: BoardTable_BoardFragment;
  view: BoardViewState;
  onChange: (change: Partial<BoardViewState>) => void;
}

/** Which rows these are, and the way to the others. Nothing where there are no others. */
export function BoardPager({ board, view, onChange }: Props) {
  const { totalCount, offset, rows } = board;
  if (totalCount <= Math.min(...pageSizes)) return null;
  return (
    <Group justify="space-between" mt="sm" gap="sm">
      <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {rows.length === 0 ? 'no rows here' : `${offset + 1}–${offset + rows.length} of ${totalCount}`}
      </Text>
      <Group gap="sm">
        <Pagination
          size="sm"
          total={Math.ceil(totalCount / view.pageSize)}
          value={Math.floor(offset / view.pageSize) + 1}
          onChange={(page) => onChange({ page, aroundMe: false })}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
        />
        <Select
          aria-label="Rows on a page"
          size="xs"
          w={80}
          allowDeselect={false}
          data={pageSizes.map(String)}
          value={String(view.pageSize)}
          onChange={(size) => size && onChange({ pageSize: Number(size), page: 1, aroundMe: false })}
        />
      </Group>
    </Group>
  );
}
