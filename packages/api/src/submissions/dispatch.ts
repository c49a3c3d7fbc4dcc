import { defaultFoldLimits } from '@databoard/shared/limits';
import type { ProblemOptions } from '@databoard/shared/problem-options';
import type { FoldJob } from '@databoard/shared/queues/fold-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Queues } from '../services.js';

interface FoldRow {
  id: string;
  attempt: number;
  fold_index: number;
  kit_digest: string;
  data_digest: string | null;
  problem_options: ProblemOptions;
  files_digest: string;
  fold_timeout_seconds: number;
  fold_memory_mib: number;
}

/**
 * Sends one job for each of these fold runs that is still NEW, as the rows stand now. Safe to repeat: one attempt is one
 * job. The time of dispatch is written after the sending, so a crash in between only sends twice.
 */
export async function dispatchFoldRuns(
  foldRunIds: readonly string[],
  { em, queues, clock }: { em: EntityManager; queues: Pick<Queues, 'folds'>; clock: Clock },
): Promise<void> {
  const db = em.fork();
  const ids = `{${foldRunIds.join(',')}}`;
  const rows = await db.execute<FoldRow[]>(
    `select f.id, f.attempt, f.fold_index, v.kit_digest, v.data_digest, v.options as problem_options, s.files_digest,
            ev.fold_timeout_seconds, ev.fold_memory_mib
       from fold_run f
       join evaluation e on e.id = f.evaluation_id
       join problem_version v on v.id = e.problem_version_id
       join submission s on s.id = e.submission_id
       join participation p on p.id = s.participation_id
       join event ev on ev.id = p.event_id
      where f.id = any(?::uuid[]) and f.state = 'NEW'
      order by f.fold_index`,
    [ids],
  );
  await Promise.all(rows.map((row) => queues.folds.send(foldJobFrom(row))));
  await db.execute(
    `update fold_run f set dispatched_at = ?, changed_at = greatest(f.changed_at, ?)
       from unnest(?::uuid[], ?::int[]) as sent (id, attempt) where f.id = sent.id and f.attempt = sent.attempt`,
    [
      clock.now(),
      clock.now(),
      `{${rows.map(({ id }) => id).join(',')}}`,
      `{${rows.map((row) => row.attempt).join(',')}}`,
    ],
  );
}

const foldJobFrom = (row: FoldRow): FoldJob => ({
  foldRunId: row.id,
  attempt: row.attempt,
  foldIndex: row.fold_index,
  problem: { kitDigest: row.kit_digest, dataDigest: row.data_digest, options: row.problem_options },
  submissionDigest: row.files_digest,
  limits: {
    ...defaultFoldLimits,
    timeoutSeconds: row.fold_timeout_seconds,
    memoryLimitMiB: row.fold_memory_mib,
  },
});
