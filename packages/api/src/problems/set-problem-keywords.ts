import { LockMode } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Refusal } from '../refusal.js';
import { type IndexProblemDeps, indexProblem } from './index-problem.js';
import { ProblemKeyword } from './keyword.entity.js';
import { type Keyword, refuseKeywords, tidyKeywords } from './keywords.js';
import { Problem } from './problem.entity.js';

interface SetKeywordsRequest {
  problemName: string;
  keywords: Keyword[];
}

/** Replaces what a problem can be found by. Who may, the caller has checked. */
export async function setProblemKeywords(
  viewer: Viewer,
  request: SetKeywordsRequest,
  deps: IndexProblemDeps & { clock: Clock },
): Promise<{ problem: Problem } | { refusal: Refusal }> {
  const keywords = tidyKeywords(request.keywords);
  const refused = refuseKeywords(keywords);
  if (refused !== null) return { refusal: refused };
  const id = await deps.em.fork().transactional(async (tx) => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const problem = await tx.findOne(Problem, { name: request.problemName }, lock);
    if (problem === null) throw notFound('problem');
    await tx.nativeDelete(ProblemKeyword, { problem: problem.id });
    await tx.insertMany(
      ProblemKeyword,
      keywords.map((keyword) => ({ ...keyword, problem: problem.id })),
    );
    const subject = { kind: 'problem', id: problem.id };
    await recordAct(tx, { actor: viewer, act: 'setProblemKeywords', subject, details: { keywords } }, deps);
    return problem.id;
  });
  await indexProblem(id, deps);
  return { problem: await deps.em.findOneOrFail(Problem, { id }, { refresh: true }) };
}
