import type { ProblemOptions } from '@databoard/shared/problem-options';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { untouchedForMs } from '../find-lost-jobs.js';
import type { Queues } from '../services.js';

/** Jobs in the queue or with workers at a time, over all events: enough to keep workers busy, few enough to look after. */
export const rescoresInFlightMax = 24;

interface JobRow {
  id: string;
  attempt: number;
  kit_digest: string;
  data_digest: string | null;
  problem_options: ProblemOptions;
  folds: { train: string; test: string | null }[];
}

/**
 * Sends the next rescore jobs, as many as may be in flight. Safe to repeat: one attempt is one job. What failed more than
 * once waits a while, so that what is broken gets time to heal.
 */
export async function dispatchRescoring({
  em,
  queues,
  clock,
}: {
  em: EntityManager;
  queues: Pick<Queues, 'rescores'>;
  clock: Clock;
}): Promise<void> {
  const db = em.fork();
  const now = clock.now();
  const rows = await db.execute<JobRow[]>(
    `with wanted as (
       select w.* from rescored_evaluation w join rescoring r on r.id = w.rescoring_id
        where w.state = 'WAITING' and r.state in ('COMPUTING', 'READY', 'APPLIED')
     ), next as (
       select id, rescoring_id, evaluation_id, attempt from wanted
        where dispatched_at is null and (faults < 2 or changed_at < ?)
        order by changed_at, id
        limit greatest(0, ? - (select count(*) from wanted where dispatched_at is not null))
     )
     select n.id, n.attempt, v.kit_digest, v.data_digest, v.options as problem_options,
            (select json_agg(json_build_object('train', f.train_prediction_digest, 'test', f.test_prediction_digest)
                             order by f.fold_index)
               from fold_run f where f.evaluation_id = n.evaluation_id) as folds
       from next n
       join rescoring r on r.id = n.rescoring_id
       join problem_version v on v.id = r.to_version_id`,
    [new Date(now.getTime() - untouchedForMs), rescoresInFlightMax],
  );
  if (rows.length === 0) return;
  await Promise.all(
    rows.map(({ id, attempt, folds, ...version }) =>
      queues.rescores.send({
        rescoredEvaluationId: id,
        attempt,
        problem: {
          kitDigest: version.kit_digest,
          dataDigest: version.data_digest,
          options: version.problem_options,
        },
        folds,
      }),
    ),
  );
  await db.execute(
    `update rescored_evaluation w set dispatched_at = ?, changed_at = greatest(w.changed_at, ?)
       from unnest(?::uuid[], ?::int[]) as sent (id, attempt)
      where w.id = sent.id and w.attempt = sent.attempt and w.state = 'WAITING'`,
    [now, now, `{${rows.map(({ id }) => id).join(',')}}`, `{${rows.map((row) => row.attempt).join(',')}}`],
  );
}
