import type { FailureReason, QueueGroup } from '../../../gql/graphql.ts';

/** What of a queue is shown; lives in the address, so that every view can be linked. */
export interface QueueFilter {
  group: QueueGroup | null;
  reason: FailureReason | null;
  teamId: string | null;
  text: string;
  /** From 1. */
  page: number;
}

/** Rows of one page. */
export const pageSize = 50;

const groupWords: Record<QueueGroup, string> = {
  RUNNING: 'Running',
  WAITING: 'Waiting',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  SCORED: 'Scored',
  OUT: 'Out of the game',
};

/** The groups in the order of the page, with their words. */
export const groups = Object.entries(groupWords).map(([group, word]) => ({ group: group as QueueGroup, word }));

const reasons: Record<FailureReason, true> = {
  EXCEPTION: true,
  TIMEOUT: true,
  OUT_OF_MEMORY: true,
  BAD_PREDICTIONS: true,
  OUTPUT_LIMIT: true,
  PROCESS_LIMIT: true,
  KILLED: true,
  PLATFORM: true,
};

const oneOf = <T extends string>(words: Record<T, unknown>, word: string | null): T | null =>
  word !== null && Object.hasOwn(words, word) ? (word as T) : null;

/** Reads a filter from an address; what it does not know it leaves out. */
export function filterFrom(params: URLSearchParams): QueueFilter {
  const page = Number(params.get('page'));
  const teamId = params.get('team');
  return {
    group: oneOf(groupWords, params.get('group')),
    reason: oneOf(reasons, params.get('reason')),
    teamId: teamId !== null && /^[0-9a-f-]{36}$/.test(teamId) ? teamId : null,
    text: (params.get('text') ?? '').slice(0, 100),
    page: Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
  };
}

/** The same filter as part of an address; what restricts nothing is left out. */
export function paramsOf({ group, reason, teamId, text, page }: QueueFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (group !== null) params.set('group', group);
  if (reason !== null) params.set('reason', reason);
  if (teamId !== null) params.set('team', teamId);
  if (text !== '') params.set('text', text);
  if (page > 1) params.set('page', String(page));
  return params;
}

/** Whether the filter hides anything. */
export const isFiltered = ({ group, reason, teamId, text }: QueueFilter): boolean =>
  group !== null || reason !== null || teamId !== null || text !== '';
