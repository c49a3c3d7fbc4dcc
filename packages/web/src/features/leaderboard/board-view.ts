import type { BoardColumn, BoardKind, BoardPageQueryVariables } from '../../gql/graphql.ts';

/** What the address bar says of the board: everything that a link to it must carry. */
export interface BoardViewState {
  kind: BoardKind;
  /** Null: the board's own order. */
  sort: { column: BoardColumn; scoreType: string | null; direction: 'ASC' | 'DESC' } | null;
  text: string;
  mine: boolean;
  /** From 1. */
  page: number;
  pageSize: number;
  aroundMe: boolean;
  /** The moment to look at; null is now. */
  at: string | null;
}

export const pageSizes = [50, 100, 200];
const usualSize = 100;
const kinds: readonly BoardKind[] = [
  'PUBLIC',
  'PUBLIC_COMPETITION',
  'PRIVATE',
  'PRIVATE_COMPETITION',
  'IN_PROGRESS',
  'FAILED',
];
const sortPattern = /^([A-Z_]+)(?::(.+))?\.(asc|desc)$/;

/** Reads an address; what it does not say, or says wrong, is as usual. */
export function readView(params: URLSearchParams): BoardViewState {
  const kind = kinds.find((known) => known.toLowerCase().replace('_', '-') === params.get('kind'));
  const sort = sortPattern.exec(params.get('sort') ?? '');
  const size = Number(params.get('size'));
  const at = Date.parse(params.get('at') ?? '');
  return {
    kind: kind ?? 'PUBLIC',
    sort: sort && {
      column: sort[1] as BoardColumn,
      scoreType: sort[2] ?? null,
      direction: sort[3] === 'asc' ? 'ASC' : 'DESC',
    },
    text: params.get('q') ?? '',
    mine: params.get('mine') === '1',
    page: Math.max(1, Math.floor(Number(params.get('page') ?? 1)) || 1),
    pageSize: pageSizes.includes(size) ? size : usualSize,
    aroundMe: params.get('around') === 'me',
    at: Number.isNaN(at) ? null : new Date(at).toISOString(),
  };
}

/** The address of a view, without what is as usual. */
export function writeView(view: BoardViewState): URLSearchParams {
  const params = new URLSearchParams();
  if (view.kind !== 'PUBLIC') params.set('kind', view.kind.toLowerCase().replace('_', '-'));
  if (view.sort) {
    const { column, scoreType, direction } = view.sort;
    params.set('sort', `${column}${scoreType === null ? '' : `:${scoreType}`}.${direction.toLowerCase()}`);
  }
  if (view.text !== '') params.set('q', view.text);
  if (view.mine) params.set('mine', '1');
  if (view.page > 1) params.set('page', String(view.page));
  if (view.pageSize !== usualSize) params.set('size', String(view.pageSize));
  if (view.aroundMe) params.set('around', 'me');
  if (view.at !== null) params.set('at', view.at);
  return params;
}

/** What to ask the api for. */
export const variablesOf = (slug: string, view: BoardViewState): BoardPageQueryVariables => ({
  slug,
  kind: view.kind,
  sort: view.sort,
  filter: { text: view.text || null, mine: view.mine },
  first: view.pageSize,
  offset: (view.page - 1) * view.pageSize,
  aroundMe: view.aroundMe,
  at: view.at,
});

/** The same rows as a file. */
export function exportAddress(slug: string, view: BoardViewState, format: 'csv' | 'json'): string {
  const params = new URLSearchParams({ kind: view.kind });
  if (view.sort) {
    params.set('sort', view.sort.column);
    params.set('direction', view.sort.direction);
    if (view.sort.scoreType !== null) params.set('scoreType', view.sort.scoreType);
  }
  if (view.text !== '') params.set('text', view.text);
  if (view.mine) params.set('mine', 'true');
  if (view.at !== null) params.set('at', view.at);
  return `/events/${encodeURIComponent(slug)}/board.${format}?${params}`;
}
