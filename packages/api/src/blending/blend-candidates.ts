import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { type BlendCandidate, blendCandidates } from '@databoard/shared/queues/blend-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';

/** The last digit of an id that ends a run of candidates: one of sixteen. */
const endOfRun = '0';

/** The evaluations that an event's blend chooses from, by time of submission: of equal scores the earlier one wins. */
export async function findCandidates(em: EntityManager, eventId: string): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select e.id
       from event ev
       join participation p on p.event_id = ev.id and p.state = 'APPROVED'
       join submission s on s.participation_id = p.id
       join evaluation e on e.submission_id = s.id and e.is_current
      where ev.id = ? and e.state = 'SCORED' and e.problem_version_id = ev.problem_version_id
        and s.standing = 'COUNTED'
      order by s.submitted_at, s.id`,
    [eventId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Puts what each of these evaluations predicted into the store; the digests of the runs, in order. Where one run ends and
 * the next begins depends on the evaluation's id: a new score makes one new run, and all others are there already.
 */
export async function storeCandidates(
  evaluationIds: readonly string[],
  { em, store }: { em: EntityManager; store: ArtifactStore },
): Promise<Digest[]> {
  const rows = await em.execute<{ id: string; folds: BlendCandidate }[]>(
    `select wanted.id,
            json_agg(json_build_object('train', f.train_prediction_digest, 'test', f.test_prediction_digest)
                     order by f.fold_index) as folds
       from unnest(?::uuid[]) with ordinality as wanted (id, place)
       join fold_run f on f.evaluation_id = wanted.id
      group by wanted.id, wanted.place order by wanted.place`,
    [`{${evaluationIds.join(',')}}`],
  );
  const digests: Digest[] = [];
  for (const run of cutIntoRuns(rows)) {
    const candidates = blendCandidates.parse(run.map(({ folds }) => folds));
    digests.push(await store.put(Buffer.from(JSON.stringify(candidates))));
  }
  return digests;
}

/** Cuts a list after each id that ends a run. What is added anywhere changes the run that it comes to, and no other. */
export function cutIntoRuns<C extends { id: string }>(candidates: readonly C[]): C[][] {
  const runs: C[][] = [[]];
  for (const candidate of candidates) {
    runs.at(-1)?.push(candidate);
    if (candidate.id.endsWith(endOfRun)) runs.push([]);
  }
  return runs.filter(({ length }) => length > 0);
}
