import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Makes a new current evaluation of each of these results, the old ones stay as they were. What was run is copied; what was
 * scored is new; a failed rescoring becomes an evaluation without scores that the platform failed at. Results whose
 * evaluation is no longer the current one are left alone: a newer evaluation has replaced it. Returns the submissions.
 *
 * The one place that makes evaluations of rescorings. Nothing moves here: the states were derived from the results.
 */
export async function insertRescoredEvaluations(
  tx: EntityManager,
  rescoringId: string,
  /** Null: all that have ended. */
  rowId: string | null,
  now: Date,
): Promise<string[]> {
  // Waits for whoever is replacing one of them, and then passes it over.
  const replaced = await tx.execute<{ id: string; submission_id: string }[]>(
    `update evaluation e set is_current = false
       from rescored_evaluation r
      where r.rescoring_id = ? and (?::uuid is null or r.id = ?::uuid)
        and r.state in ('DONE', 'FAILED') and r.new_evaluation_id is null
        and e.id = r.evaluation_id and e.is_current
      returning r.id, e.submission_id`,
    [rescoringId, rowId, rowId],
  );
  if (replaced.length === 0) return [];
  const made = [
    `{${replaced.map(({ id }) => id).join(',')}}`,
    `{${replaced.map(() => crypto.randomUUID()).join(',')}}`,
  ];
  const given =
    'unnest(?::uuid[], ?::uuid[]) as made (row_id, new_id) join rescored_evaluation r on r.id = made.row_id';
  await tx.execute(
    `insert into evaluation (id, submission_id, problem_version_id, kind, is_current, state, bagging,
                             bag_attempt, bag_faults, bag_changed_at, created_at, started_at, ended_at)
     select made.new_id, e.submission_id, rescoring.to_version_id, 'RESCORE', true, r.evaluation_state,
            case r.evaluation_state when 'SCORED' then 'DONE' when 'CHECKING_ERROR' then 'FAILED' else 'PENDING' end,
            1, 0, ?, ?, ?, ?
       from ${given}
       join rescoring on rescoring.id = r.rescoring_id
       join evaluation e on e.id = r.evaluation_id`,
    [now, now, now, now, ...made],
  );
  await tx.execute(
    `update rescored_evaluation x set new_evaluation_id = made.new_id
       from unnest(?::uuid[], ?::uuid[]) as made (row_id, new_id) where x.id = made.row_id`,
    made,
  );
  await tx.execute(
    `insert into fold_run (id, evaluation_id, fold_index, state, attempt, faults, reason, failure,
                           train_seconds, valid_seconds, test_seconds, cpu_seconds, wall_seconds, peak_memory_mib,
                           train_prediction_digest, test_prediction_digest, log_digest, worker, dispatched_at, changed_at)
     select gen_random_uuid(), made.new_id, f.fold_index,
            coalesce(fold.result -> 'failure' ->> 'state', 'SCORED'), f.attempt, f.faults,
            fold.result -> 'failure' ->> 'reason', fold.result -> 'failure',
            f.train_seconds, f.valid_seconds, f.test_seconds, f.cpu_seconds, f.wall_seconds, f.peak_memory_mib,
            f.train_prediction_digest, f.test_prediction_digest, f.log_digest, f.worker, f.dispatched_at, ?
       from ${given}
       join fold_run f on f.evaluation_id = r.evaluation_id
       -- Counted from 0 in JSON; no result is no row, not a fold less.
       left join lateral (select r.result -> 'folds' -> f.fold_index as result) fold on true`,
    [now, ...made],
  );
  // As text, because JSON numbers cannot be NaN or infinite.
  await tx.execute(
    `insert into score (evaluation_id, fold_run_id, score_type, step, value)
     select f.evaluation_id, f.id, s.score ->> 'scoreType', s.score ->> 'step', (s.score ->> 'value')::double precision
       from ${given}
       join fold_run f on f.evaluation_id = made.new_id
       cross join lateral jsonb_array_elements(r.result -> 'folds' -> f.fold_index -> 'scores')
         with ordinality as s (score, place)
      order by f.evaluation_id, f.fold_index, s.place`,
    made,
  );
  await tx.execute(
    `insert into score (evaluation_id, fold_run_id, score_type, step, value)
     select made.new_id, null, s.score ->> 'scoreType', s.score ->> 'step', (s.score ->> 'value')::double precision
       from ${given}
       cross join lateral jsonb_array_elements(
         case when jsonb_typeof(r.result -> 'bagged') = 'array' then r.result -> 'bagged' else '[]' end)
         with ordinality as s (score, place)
      order by made.new_id, s.place`,
    made,
  );
  return replaced.map((row) => row.submission_id);
}
