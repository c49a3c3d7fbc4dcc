import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Adds to rescorings (all, or one) the evaluations that are theirs and not in them yet, and says which rescorings grew:
 *
 * - an open one takes the event's current evaluations on its old version, those that end while it is open, too;
 * - an event's last applied one takes what ends on an older version afterwards.
 *
 * Only evaluations with predictions of every fold: scored ones, and those whose bagging the platform failed at.
 */
export async function takeInEvaluations(
  tx: EntityManager,
  now: Date,
  rescoringId: string | null = null,
): Promise<Set<string>> {
  const taken = await tx.execute<{ rescoring_id: string }[]>(
    `insert into rescored_evaluation (id, rescoring_id, evaluation_id, state, attempt, faults, changed_at)
     select gen_random_uuid(), r.id, e.id, 'WAITING', 1, 0, ?
       from rescoring r
       join event ev on ev.id = r.event_id
       join participation p on p.event_id = ev.id
       join submission s on s.participation_id = p.id
       join evaluation e on e.submission_id = s.id and e.is_current
      where (?::uuid is null or r.id = ?::uuid)
        and ((r.state in ('COMPUTING', 'READY') and e.problem_version_id = r.from_version_id)
          or (r.state = 'APPLIED' and ev.problem_version_id = r.to_version_id
              and e.problem_version_id <> r.to_version_id
              and r.ended_at = (select max(ended_at) from rescoring where event_id = ev.id and state = 'APPLIED')))
        and e.state in ('SCORED', 'CHECKING_ERROR')
        and not exists (select from fold_run f where f.evaluation_id = e.id and f.state <> 'SCORED')
        and not exists (select from rescored_evaluation x where x.rescoring_id = r.id and x.evaluation_id = e.id)
      order by s.submitted_at
     on conflict do nothing
     returning rescoring_id`,
    [now, rescoringId, rescoringId],
  );
  return new Set(taken.map((row) => row.rescoring_id));
}
