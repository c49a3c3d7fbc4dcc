import type { FoldLimits } from '@databoard/shared/limits';
import type { ProblemOptions } from '@databoard/shared/problem-options';
import type { FoldJob } from '@databoard/shared/queues/fold-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Turn } from '../scheduling/fair-queue.js';
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
  fold_processes_max: number;
  fold_disk_mib: number;
  fold_log_kib: number;
  fold_prediction_mib: number;
  fold_cores: number;
  evaluation_timeout_seconds: number | null;
  used_seconds: number;
}

/** Puts what nobody waits for behind everything else. */
const behindAll = 1e15;

/** The queue's order: by the virtual clock, in microseconds. */
const priorityOf = ({ virtualStart, isBackground }: Turn): number =>
  1 + Math.round(virtualStart * 1e6) + (isBackground ? behindAll : 0);

/** Sends one job for each of these fold runs that is still NEW, as the rows stand now. Safe to repeat: one attempt is one job. */
export async function sendFoldJobs(
  turns: readonly Turn[],
  { em, queues }: { em: EntityManager; queues: Pick<Queues, 'folds'> },
): Promise<void> {
  const rows = await em.fork().execute<FoldRow[]>(
    `select f.id, f.attempt, f.fold_index, v.kit_digest, v.data_digest, v.options as problem_options, s.files_digest,
            ev.fold_timeout_seconds, ev.fold_memory_mib, ev.fold_processes_max, ev.fold_disk_mib, ev.fold_log_kib,
            ev.fold_prediction_mib, ev.fold_cores, ev.evaluation_timeout_seconds,
            case when ev.evaluation_timeout_seconds is null then 0 else (
              select coalesce(sum(wall_seconds), 0) from fold_run where evaluation_id = e.id
            ) end as used_seconds
       from fold_run f
       join evaluation e on e.id = f.evaluation_id
       join problem_version v on v.id = e.problem_version_id
       join submission s on s.id = e.submission_id
       join participation p on p.id = s.participation_id
       join event ev on ev.id = p.event_id
      where f.id = any(?::uuid[]) and f.state = 'NEW'`,
    [`{${turns.map(({ fold }) => fold.id).join(',')}}`],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  await Promise.all(
    turns.map(async (turn) => {
      const row = byId.get(turn.fold.id);
      if (row !== undefined) await queues.folds.send(foldJobFrom(row), { priority: priorityOf(turn) });
    }),
  );
}

const foldJobFrom = (row: FoldRow): FoldJob => ({
  foldRunId: row.id,
  attempt: row.attempt,
  foldIndex: row.fold_index,
  problem: { kitDigest: row.kit_digest, dataDigest: row.data_digest, options: row.problem_options },
  submissionDigest: row.files_digest,
  limits: limitsOf(row),
});

const secondsMin = 0.1;

const limitsOf = (row: FoldRow): FoldLimits => ({
  timeoutSeconds: Math.max(
    secondsMin,
    Math.min(row.fold_timeout_seconds, (row.evaluation_timeout_seconds ?? Number.POSITIVE_INFINITY) - row.used_seconds),
  ),
  memoryLimitMiB: row.fold_memory_mib,
  processesMax: row.fold_processes_max,
  diskMiB: row.fold_disk_mib,
  logBytesMax: row.fold_log_kib * 1024,
  predictionBytesMax: row.fold_prediction_mib * 2 ** 20,
  cores: row.fold_cores,
});
