import { randomUUID } from 'node:crypto';
import { type EvaluationState, isEvaluationEnded } from '@databoard/shared/evaluation-state';
import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { touchBoardOf } from '../leaderboard/touch-board.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Scheduler } from '../scheduling/scheduler.js';
import { insertReruns } from '../submissions/insert-reruns.js';
import type { RerunScope } from '../submissions/rerun-submission.js';
import { findFiltered, type QueueFilter } from './queue.queries.js';

const atOnceMax = 1000;
/** Of one transaction, so that no lock is held for long. */
const chunkSize = 100;

interface RerunDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
  scheduler: Scheduler;
}

/** Which failed submissions, and how many the asker saw. */
interface RerunRequest extends Omit<QueueFilter, 'group'> {
  scope: RerunScope;
  expectedCount: number;
}

/**
 * Judges again what failed and fits the filter. Done only if it is as many as were expected, so that nobody runs more than
 * they saw. What somebody else acts on meanwhile is left out. Who may, the caller has checked.
 */
export async function rerunSubmissions(
  viewer: { id: string },
  { scope, expectedCount, ...filter }: RerunRequest,
  { em, clock, topics, scheduler }: RerunDeps,
): Promise<{ rerunCount: number; refusal: Refusal | null }> {
  const found = await findFiltered(em, { ...filter, group: 'FAILED' }, atOnceMax + 1);
  const refused = refuseRerun(found.length, expectedCount);
  if (refused !== null) return { rerunCount: 0, refusal: refused };
  let rerunCount = 0;
  for (const [eventId, submissions] of Map.groupBy(found, (one) => one.eventId)) {
    for (let from = 0; from < submissions.length; from += chunkSize) {
      const ids = submissions.slice(from, from + chunkSize).map(({ id }) => id);
      const done = await em.fork().transactional(async (tx) => {
        const again = await rerunChunk(tx, { ids, scope }, clock.now());
        if (again.length === 0) return again;
        const details = { reason: filter.reason ?? null, scope, submissionIds: again };
        const subject = { kind: 'event', id: eventId };
        await recordAct(tx, { actor: viewer, act: 'rerunSubmissions', eventId, subject, details }, { clock });
        await touchBoardOf(tx, eventId, again);
        return again;
      });
      if (done.length === 0) continue;
      rerunCount += done.length;
      scheduler.wake();
      for (const id of done) topics.submissionChanged(id);
      topics.leaderboardChanged(eventId);
    }
  }
  return { rerunCount, refusal: null };
}

function refuseRerun(count: number, expected: number): Refusal | null {
  if (count > atOnceMax) {
    return refusal('TOO_MANY', `More than ${atOnceMax} at once. Choose a reason, a team or an event.`);
  }
  if (count === expected) return null;
  return refusal('STALE', `There are ${count} now, not ${expected}. Look again before you run them.`, {
    field: 'expectedCount',
  });
}

interface CurrentRow {
  evaluationId: string;
  submissionId: string;
  state: EvaluationState;
  judgedBy: string;
  problemVersionId: string;
  foldCount: number;
}

/** Under the locks of the submissions and their evaluations. Answers with the submissions that are judged again. */
async function rerunChunk(
  tx: EntityManager,
  { ids, scope }: { ids: readonly string[]; scope: RerunScope },
  now: Date,
): Promise<string[]> {
  const submissionIds = `{${ids.join(',')}}`;
  // In one order, as whoever else locks several; whoever withdraws or disqualifies one takes the same lock first.
  await tx.execute('select from submission where id = any(?::uuid[]) order by id for no key update', [submissionIds]);
  const rows = await tx.execute<CurrentRow[]>(
    `select e.id as "evaluationId", s.id as "submissionId", e.state, e.problem_version_id as "judgedBy",
            v.id as "problemVersionId", jsonb_array_length(v.description -> 'folds') as "foldCount"
       from submission s
       join evaluation e on e.submission_id = s.id and e.is_current
       join participation p on p.id = s.participation_id
       join event ev on ev.id = p.event_id
       join problem_version v on v.id = ev.problem_version_id
      where s.id = any(?::uuid[]) and s.standing = 'COUNTED' and ev.archived_at is null
      order by e.id for update of e`,
    [submissionIds],
  );
  const failed = rows.filter(({ state }) => isEvaluationEnded(state) && state !== 'SCORED' && state !== 'CANCELLED');
  if (failed.length === 0) return [];
  const kept = scope === 'UNSCORED' ? await findScoredRuns(tx, failed) : new Map<string, string[]>();
  await insertReruns(
    tx,
    failed.map(({ evaluationId, submissionId, problemVersionId, foldCount }) => {
      const scored = kept.get(evaluationId) ?? [];
      // All folds scored and yet failed: what could be taken over could not be bagged.
      const keptIds = scored.length === foldCount ? [] : scored;
      return { evaluationId, newId: randomUUID(), submissionId, problemVersionId, foldCount, keptIds };
    }),
    now,
  );
  return failed.map(({ submissionId }) => submissionId);
}

/** Scored fold runs by evaluation, where today's problem version judged them. */
async function findScoredRuns(tx: EntityManager, rows: readonly CurrentRow[]): Promise<Map<string, string[]>> {
  const same = rows.filter(({ judgedBy, problemVersionId }) => judgedBy === problemVersionId);
  const runs = await tx.execute<{ id: string; evaluationId: string }[]>(
    `select id, evaluation_id as "evaluationId" from fold_run where evaluation_id = any(?::uuid[]) and state = 'SCORED'`,
    [`{${same.map(({ evaluationId }) => evaluationId).join(',')}}`],
  );
  const byEvaluation = Map.groupBy(runs, (run) => run.evaluationId);
  return new Map([...byEvaluation].map(([id, scored]) => [id, scored.map((run) => run.id)]));
}
