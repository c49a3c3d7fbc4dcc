import type { EntityManager } from '@mikro-orm/postgresql';
import type { Evaluation } from './evaluation.entity.js';
import { FoldRun } from './fold-run.entity.js';

/** An evaluation with all its fold runs, its row locked until the transaction ends. */
export interface LockedEvaluation {
  evaluation: Evaluation;
  submissionId: string;
  /** By index. */
  runs: FoldRun[];
}

/** Locks an evaluation by its own id or by one of its fold runs; null when there is none. */
export async function lockEvaluation(
  tx: EntityManager,
  by: { evaluationId: string } | { foldRunId: string },
): Promise<LockedEvaluation | null> {
  const [row] =
    'evaluationId' in by
      ? await tx.execute<{ id: string }[]>('select id from evaluation where id = ? for update', [by.evaluationId])
      : await tx.execute<{ id: string }[]>(
          'select e.id from evaluation e join fold_run f on f.evaluation_id = e.id where f.id = ? for update of e',
          [by.foldRunId],
        );
  if (row === undefined) return null;
  // Read after the lock is held: what another holder committed is in it.
  const runs = await tx.find(
    FoldRun,
    { evaluation: row.id },
    { populate: ['evaluation.problemVersion'], strategy: 'joined', orderBy: { foldIndex: 'asc' } },
  );
  const [first] = runs;
  if (first === undefined) throw new Error(`Evaluation ${row.id} has no fold runs.`);
  const evaluation = (await first.evaluation.loadOrFail()) as Evaluation;
  return { evaluation, submissionId: evaluation.submission.id, runs };
}
