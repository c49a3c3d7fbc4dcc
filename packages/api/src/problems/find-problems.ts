import type { EntityManager } from '@mikro-orm/postgresql';
import type { KeywordKind } from './keyword.entity.js';
import { Problem } from './problem.entity.js';
import { canPublish } from './problem.policy.js';
import { type Asker, visibleProblemIds } from './visible-events.js';

interface CountedKeyword {
  kind: KeywordKind;
  name: string;
  problemCount: number;
}

interface ProblemFilter {
  search?: string | null;
  keyword?: string | null;
}

/** What problems there are for the asker that fit: the best matches first, all by name without words to search for. */
export async function findProblems(
  { search, keyword }: ProblemFilter,
  page: { first: number; offset: number },
  asker: Asker,
): Promise<{ totalCount: number; rows: Problem[] }> {
  const words = searchWords(search ?? '');
  const { sql, parameters } = where({ words, keyword: keyword ?? null, among: await visibleIds(asker) });
  const rank = words === null ? '' : `ts_rank(search, to_tsquery('english', ?)) desc,`;
  const found = await asker.em.execute<{ id: string; total: number }[]>(
    `select id, (count(*) over ())::int as total from problem where ${sql}
      order by ${rank} name limit ? offset ?`,
    [...parameters, ...(words === null ? [] : [words]), page.first, page.offset],
  );
  const problems = await asker.em.find(Problem, { id: { $in: found.map(({ id }) => id) } });
  const byId = new Map(problems.map((problem) => [problem.id, problem]));
  const totalCount = found[0]?.total ?? (page.offset === 0 ? 0 : await count(asker.em, sql, parameters));
  return { totalCount, rows: found.flatMap(({ id }) => byId.get(id) ?? []) };
}

/** How many of the asker's problems have each keyword, the most frequent first. */
export async function countKeywords(asker: Asker): Promise<CountedKeyword[]> {
  const { sql, parameters } = where({ words: null, keyword: null, among: await visibleIds(asker) });
  return asker.em.execute(
    `select k.kind, k.name, count(*)::int as "problemCount" from problem_keyword k
      where k.problem_id in (select id from problem where ${sql})
      group by k.kind, k.name order by count(*) desc, k.name limit 200`,
    parameters,
  );
}

/** Null: all. */
const visibleIds = async (asker: Asker): Promise<string[] | null> =>
  canPublish(asker.viewer) ? null : visibleProblemIds(asker);

function where(filter: { words: string | null; keyword: string | null; among: string[] | null }) {
  const conditions: [sql: string, parameter: unknown][] = [];
  if (filter.among !== null) conditions.push(['id = any(?::uuid[])', `{${filter.among.join(',')}}`]);
  if (filter.words !== null) conditions.push([`search @@ to_tsquery('english', ?)`, filter.words]);
  if (filter.keyword !== null) {
    conditions.push([
      'exists (select 1 from problem_keyword k where k.problem_id = problem.id and k.name = ?)',
      filter.keyword,
    ]);
  }
  return {
    sql: ['deleted_at is null', ...conditions.map(([sql]) => sql)].join(' and '),
    parameters: conditions.map(([, parameter]) => parameter),
  };
}

const count = async (em: EntityManager, sql: string, parameters: unknown[]): Promise<number> =>
  (await em.execute<{ total: number }[]>(`select count(*)::int as total from problem where ${sql}`, parameters))[0]
    ?.total ?? 0;

/** What somebody types as a query: every word must begin one of the problem's. Null when there is none. */
function searchWords(typed: string): string | null {
  const words = typed.match(/[\p{L}\p{N}]+/gu)?.slice(0, 10) ?? [];
  return words.length === 0 ? null : words.map((word) => `${word}:*`).join(' & ');
}
