import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { Event } from '../events/event.entity.js';
import { findLatestEnd, forgetBlends } from './blend.queries.js';
import { findCandidates, storeCandidates } from './blend-candidates.js';

interface BeginBlendDeps {
  em: EntityManager;
  clock: Clock;
  store: ArtifactStore;
}

/** What came of looking at an event whose board has changed. */
export type Begun =
  | { kind: 'begun'; blendId: string }
  | { kind: 'nothing-new' }
  | { kind: 'emptied' }
  | { kind: 'late' };

/**
 * Begins a blend of an event's submissions if its candidates or its rule are other ones than last time. Several processes
 * may try at once: one of them begins, the others are `late`. Nothing holds a lock while candidates are read.
 */
export async function beginBlend(eventId: string, { em: globalEm, clock, store }: BeginBlendDeps): Promise<Begun> {
  const em = globalEm.fork();
  const event = await em.findOne(Event, { id: eventId });
  if (event === null) return { kind: 'late' };
  const { boardVersion = 0, blendedVersion = 0, blendMinImprovement = 0, officialScoreType } = event;
  // Read after the version: what they hold is as new as that, or newer and looked at again.
  const candidates = await findCandidates(em, eventId);
  const last = await findLatestEnd(em, eventId);
  const isLikeLast =
    last !== null &&
    last.state !== 'FAILED' &&
    last.problemVersion.id === event.problemVersion.id &&
    last.scoreType === officialScoreType &&
    last.minImprovement === blendMinImprovement &&
    last.candidates.join() === candidates.join();
  const isNothing = candidates.length === 0;
  const runs = isLikeLast || isNothing ? [] : await storeCandidates(candidates, { em, store });

  return globalEm.fork().transactional(async (tx): Promise<Begun> => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const { blendedVersion: covered } = await tx.findOneOrFail(Event, { id: eventId }, lock);
    // Whoever has covered another version meanwhile has newer candidates.
    if (covered !== blendedVersion) return { kind: 'late' };
    let begun: Begun = { kind: 'nothing-new' };
    if (isNothing) {
      if (await forgetBlends(tx, eventId)) begun = { kind: 'emptied' };
    } else if (!isLikeLast) {
      const now = clock.now();
      const [row] = await tx.execute<{ id: string }[]>(
        `insert into blend (id, event_id, problem_version_id, board_version, score_type, min_improvement, candidates,
                            runs, created_at, changed_at)
         values (gen_random_uuid(), ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)
         on conflict (event_id) where state = 'WAITING' do nothing returning id`,
        [
          ...[eventId, event.problemVersion.id, boardVersion, officialScoreType, blendMinImprovement],
          ...[JSON.stringify(candidates), JSON.stringify(runs), now, now],
        ],
      );
      if (row === undefined) return { kind: 'late' };
      begun = { kind: 'begun', blendId: row.id };
    }
    // What is emptied is a change of the board, but none to look at again.
    const more = begun.kind === 'emptied' ? 1 : 0;
    await tx.execute(
      `update event set blended_version = ?, board_version = board_version + ?, board_marks = board_marks + ?
        where id = ?`,
      [boardVersion + more, more, more, eventId],
    );
    return begun;
  });
}
