import type { ProblemOptions } from '@databoard/shared/problem-options';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Queues } from '../services.js';

interface BagRow {
  attempt: number;
  kit_digest: string;
  data_digest: string | null;
  problem_options: ProblemOptions;
  folds: { train: string; test: string | null }[];
}

/** Sends the bag job of an evaluation whose folds are all scored. Safe to repeat: one attempt is one job. */
export async function dispatchBag(
  evaluationId: string,
  { em, queues, clock }: { em: EntityManager; queues: Pick<Queues, 'bags'>; clock: Clock },
): Promise<void> {
  const db = em.fork();
  const [row] = await db.execute<BagRow[]>(
    `select e.bag_attempt as attempt, v.kit_digest, v.data_digest, v.options as problem_options,
            json_agg(json_build_object('train', f.train_prediction_digest, 'test', f.test_prediction_digest)
                     order by f.fold_index) as folds
       from evaluation e
       join problem_version v on v.id = e.problem_version_id
       join fold_run f on f.evaluation_id = e.id
      where e.id = ? and e.state = 'BAGGING'
      group by e.id, v.id`,
    [evaluationId],
  );
  if (row === undefined) return;
  const { attempt, folds } = row;
  const problem = { kitDigest: row.kit_digest, dataDigest: row.data_digest, options: row.problem_options };
  await queues.bags.send({ evaluationId, attempt, problem, folds });
  await db.execute('update evaluation set bag_dispatched_at = ? where id = ? and bag_attempt = ?', [
    clock.now(),
    evaluationId,
    attempt,
  ]);
}
