import type { EntityManager } from '@mikro-orm/postgresql';
import { ProblemKeyword } from './keyword.entity.js';
import type { KitFiles } from './kit-files.js';
import { Problem } from './problem.entity.js';
import { ProblemVersion } from './problem-version.entity.js';

export interface IndexProblemDeps {
  em: EntityManager;
  kitFiles: KitFiles;
}

/** PostgreSQL holds at most 1 MiB of words, and a README that long is none. */
const readmeCharactersMax = 100_000;

/** Reads what a problem can be found by: name and title, then keywords, then the README of its newest version. */
export async function indexProblem(problemId: string, { em: globalEm, kitFiles }: IndexProblemDeps): Promise<void> {
  const em = globalEm.fork();
  const problem = await em.findOne(Problem, { id: problemId });
  if (problem === null) return;
  const newest = await em.findOne(
    ProblemVersion,
    { problem: problemId, state: 'READY' },
    { orderBy: { number: 'desc' } },
  );
  const keywords = await em.find(ProblemKeyword, { problem: problemId });
  const description = newest?.description ?? null;
  const readme =
    newest === null || description === null ? null : (await kitFiles.texts(newest.kitDigest, description)).readme;
  const names = [problem.name, problem.name.replaceAll(/[_-]/g, ' '), description?.title ?? ''].join(' ');
  await em.execute(
    `update problem set search =
       setweight(to_tsvector('english', ?), 'A') || setweight(to_tsvector('english', ?), 'B') ||
       setweight(to_tsvector('english', ?), 'C')
     where id = ?`,
    [
      names,
      keywords.map(({ name }) => name).join(' '),
      (readme ?? '').slice(0, readmeCharactersMax).replaceAll('\0', ' '),
      problemId,
    ],
  );
}

/** Reads the words of problems that have none yet: those from before there was search, and those whose kit has changed. */
export async function indexProblems(deps: IndexProblemDeps): Promise<void> {
  const waiting = await deps.em
    .fork()
    .execute<{ id: string }[]>('select id from problem where search is null order by id limit 20');
  for (const { id } of waiting) await indexProblem(id, deps);
}

/** Lets the next sweep read the words again. In the transaction that changes them. */
export const forgetWords = (tx: EntityManager, problemId: string): Promise<unknown> =>
  tx.execute('update problem set search = null where id = ?', [problemId]);
