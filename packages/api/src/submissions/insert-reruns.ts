import type { EntityManager } from '@mikro-orm/postgresql';

/** A new evaluation that takes an earlier one's place. */
export interface Rerun {
  /** The one that is replaced. */
  evaluationId: string;
  newId: string;
  submissionId: string;
  problemVersionId: string;
  foldCount: number;
  /** Scored fold runs of the earlier one that are taken over with their figures. */
  keptIds: string[];
}

/** Replaces evaluations by new ones, whose rows the caller has locked. A fixed number of statements, however many they are. */
export async function insertReruns(tx: EntityManager, reruns: readonly Rerun[], now: Date): Promise<void> {
  const asked = JSON.stringify(reruns);
  const keptIds = `{${reruns.flatMap((rerun) => rerun.keptIds).join(',')}}`;
  await tx.execute('update evaluation set is_current = false where id = any(?::uuid[])', [
    `{${reruns.map(({ evaluationId }) => evaluationId).join(',')}}`,
  ]);
  await tx.execute(
    `insert into evaluation (id, submission_id, problem_version_id, kind, created_at, state, started_at)
     select a."newId", a."submissionId", a."problemVersionId", 'RERUN', ?,
            case when json_array_length(a."keptIds") > 0 then 'RUNNING' else 'NEW' end,
            case when json_array_length(a."keptIds") > 0 then ?::timestamptz end
       from json_to_recordset(?::json) as a("newId" uuid, "submissionId" uuid, "problemVersionId" uuid, "keptIds" json)`,
    [now, now, asked],
  );
  // What is scored already is taken over with its figures, as a row of the new evaluation.
  await tx.execute(
    `insert into fold_run (id, evaluation_id, fold_index, state, train_seconds, valid_seconds, test_seconds, cpu_seconds,
                           wall_seconds, peak_memory_mib, train_prediction_digest, test_prediction_digest, log_digest,
                           worker, started_at, dispatched_at, changed_at)
     select gen_random_uuid(), a."newId", fold_index, state, train_seconds, valid_seconds, test_seconds, cpu_seconds,
            wall_seconds, peak_memory_mib, train_prediction_digest, test_prediction_digest, log_digest, worker,
            started_at, dispatched_at, changed_at
       from fold_run f
       join json_to_recordset(?::json) as a("evaluationId" uuid, "newId" uuid) on a."evaluationId" = f.evaluation_id
      where f.id = any(?::uuid[])`,
    [asked, keptIds],
  );
  await tx.execute(
    `insert into score (evaluation_id, fold_run_id, score_type, step, value)
     select a."newId", n.id, s.score_type, s.step, s.value
       from score s
       join fold_run f on f.id = s.fold_run_id
       join json_to_recordset(?::json) as a("evaluationId" uuid, "newId" uuid) on a."evaluationId" = f.evaluation_id
       join fold_run n on n.evaluation_id = a."newId" and n.fold_index = f.fold_index
      where f.id = any(?::uuid[])`,
    [asked, keptIds],
  );
  await tx.execute(
    `insert into fold_run (id, evaluation_id, fold_index, state, changed_at)
     select gen_random_uuid(), a."newId", i, 'NEW', ?
       from json_to_recordset(?::json) as a("newId" uuid, "foldCount" int), generate_series(0, a."foldCount" - 1) i
      where not exists (select 1 from fold_run f where f.evaluation_id = a."newId" and f.fold_index = i)`,
    [now, asked],
  );
}
