import type { EntityManager } from '@mikro-orm/postgresql';
import { Evaluation } from './evaluation.entity.js';
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
      ? await tx.execute<{ id: string }[]>('select * from evaluation where id = ? for update', [by.evaluationId])
      : await tx.execute<{ id: string }[]>(
          'select e.* from evaluation e join fold_run f on f.evaluation_id = e.id where f.id = ? for update of e',
          [by.foldRunId],
        );
  if (row === undefined) return null;
  const evaluation = tx.map(Evaluation, row);
  // Read after the lock is held: what another holder committed is in it.
  const runs = await tx.find(FoldRun, { evaluation: row.id }, { orderBy: { foldIndex: 'asc' } });
  return { evaluation, submissionId: evaluation.submission.id, runs };
}
