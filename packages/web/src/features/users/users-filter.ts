import type { UserSort, UserState } from '../../gql/graphql.ts';
import { userStateWords } from './user-state-words.ts';

/** What the list of users is narrowed by and sorted by; lives in the address. */
export interface UsersFilter {
  search: string;
  state: UserState | null;
  isAdmin: boolean;
  sort: UserSort;
  offset: number;
}

export const sortWords: Record<UserSort, string> = {
  NEWEST: 'newest first',
  OLDEST: 'oldest first',
  USERNAME: 'by user name',
  NAME: 'by name',
  EMAIL: 'by address',
};

const isState = (text: string | null): text is UserState => text !== null && Object.hasOwn(userStateWords, text);
const isSort = (text: string | null): text is UserSort => text !== null && Object.hasOwn(sortWords, text);

/** Reads the address; what makes no sense there is left out. */
export function usersFilterFrom(params: URLSearchParams): UsersFilter {
  const [state, sort, offset] = [params.get('state'), params.get('sort'), Number(params.get('offset') ?? 0)];
  return {
    search: params.get('search')?.slice(0, 200) ?? '',
    state: isState(state) ? state : null,
    isAdmin: params.get('admins') === '1',
    sort: isSort(sort) ? sort : 'NEWEST',
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
  };
}

/** The address of a filter, without what is usual. */
export function usersParams({ search, state, isAdmin, sort, offset }: UsersFilter): Record<string, string> {
  return {
    ...(search.trim() ? { search: search.trim() } : {}),
    ...(state ? { state } : {}),
    ...(isAdmin ? { admins: '1' } : {}),
    ...(sort === 'NEWEST' ? {} : { sort }),
    ...(offset > 0 ? { offset: String(offset) } : {}),
  };
}
