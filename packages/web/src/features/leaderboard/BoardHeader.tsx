import { directionArrow } from '../../lib/score-words.ts';
import classes from './BoardTable.module.css';
import type { BoardViewState } from './board-view.ts';
import { nextSort, type ShownColumn } from './shown-columns.ts';

interface Props {
  columns: readonly ShownColumn[];
  sort: BoardViewState['sort'];
  onSort: (sort: BoardViewState['sort']) => void;
}

/** The names of the columns, each a button that sorts by it. */
export function BoardHeader({ columns, sort, onSort }: Props) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const scoreType = column.scoreType?.name ?? null;
          const direction = sort?.column === column.column && sort.scoreType === scoreType ? sort.direction : null;
          return (
            <th
              key={column.key}
              scope="col"
              data-numeric={column.isNumeric || undefined}
              className={className(column)}
              {...(direction === null ? {} : { 'aria-sort': direction === 'ASC' ? 'ascending' : 'descending' })}
            >
              <button
                type="button"
                className={classes['sort']}
                title={`${column.hint}; press to sort`}
                onClick={() => onSort(nextSort(column, sort))}
              >
                {column.word}
                {column.scoreType !== null && !column.column.endsWith('_STD') && (
                  <span aria-hidden="true" className={classes['better']}>
                    {directionArrow(column.scoreType)}
                  </span>
                )}
                {direction !== null && <span aria-hidden="true"> {direction === 'ASC' ? '▲' : '▼'}</span>}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function className({ column, isOfficial }: ShownColumn): string {
  if (isOfficial) return classes['official'] ?? '';
  if (column === 'RANK') return classes['rank'] ?? '';
  return column === 'TEAM' ? (classes['team'] ?? '') : '';
}
