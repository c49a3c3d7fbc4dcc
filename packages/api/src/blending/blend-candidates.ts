import type { BlendCandidate } from '@databoard/shared/queues/blend-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';

/** The evaluations that an event's blend chooses from, by time of submission: of equal scores the earlier one wins. */
export async function findCandidates(em: EntityManager, eventId: string): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select e.id
       from event ev
       join participation p on p.event_id = ev.id and p.state = 'APPROVED'
       join submission s on s.participation_id = p.id
       join evaluation e on e.submission_id = s.id and e.is_current
      where ev.id = ? and e.state = 'SCORED' and e.problem_version_id = ev.problem_version_id
        -- Here: what is withdrawn or disqualified takes no part.
      order by s.submitted_at, s.id`,
    [eventId],
  );
  return rows.map(({ id }) => id);
}

/** What each of these evaluations predicted, in their order. */
export async function findPredictions(em: EntityManager, evaluationIds: readonly string[]): Promise<BlendCandidate[]> {
  const rows = await em.execute<{ folds: BlendCandidate }[]>(
    `select json_agg(json_build_object('train', f.train_prediction_digest, 'test', f.test_prediction_digest)
                     order by f.fold_index) as folds
       from unnest(?::uuid[]) with ordinality as wanted (id, place)
       join fold_run f on f.evaluation_id = wanted.id
      group by wanted.place order by wanted.place`,
    [`{${evaluationIds.join(',')}}`],
  );
  return rows.map(({ folds }) => folds);
}
