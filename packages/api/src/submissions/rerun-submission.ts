import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Publisher } from '../graphql/pubsub.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Scheduler } from '../scheduling/scheduler.js';
import { insertReruns } from './insert-reruns.js';
import { type EvaluationRow, lockEvaluation } from './lock-evaluation.js';

/** Which folds a re-run trains: all of them, or only those that have no score. */
export const rerunScopes = ['ALL', 'UNSCORED'] as const;
export type RerunScope = (typeof rerunScopes)[number];

interface RerunDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
  scheduler: Scheduler;
}

/**
 * Judges a submission again, on the event's problem version of today: a new evaluation, behind everything live; the old one
 * is kept. `UNSCORED` takes over what is scored. Who may, the caller has checked.
 */
export async function rerunSubmission(
  viewer: Viewer,
  { submissionId, scope, note = null }: { submissionId: string; scope: RerunScope; note?: string | null },
  { em, clock, topics, scheduler }: RerunDeps,
): Promise<{ refusal: Refusal | null }> {
  const done = await em.fork().transactional(async (tx) => {
    // Whoever withdraws or disqualifies it takes the same lock first.
    await tx.execute('select from submission where id = ? for no key update', [submissionId]);
    const [current] = await tx.execute<
      { id: string; event_id: string; version_id: string; folds: number; standing: string }[]
    >(
      `select e.id, ev.id as event_id, ev.problem_version_id as version_id, jsonb_array_length(v.description -> 'folds') as folds, s.standing
         from evaluation e
         join submission s on s.id = e.submission_id
         join participation p on p.id = s.participation_id
         join event ev on ev.id = p.event_id
         join problem_version v on v.id = ev.problem_version_id
        where e.submission_id = ? and e.is_current`,
      [submissionId],
    );
    const locked = current === undefined ? null : await lockEvaluation(tx, { evaluationId: current.id });
    if (current === undefined || locked === null) throw notFound('submission');
    const refused = refuseRerun(locked.evaluation, current.standing);
    if (refused !== null) return { refusal: refused };
    const isSameVersion = locked.evaluation.problemVersionId === current.version_id;
    const kept = scope === 'UNSCORED' && isSameVersion ? locked.runs.filter(({ state }) => state === 'SCORED') : [];
    if (kept.length === locked.runs.length) {
      return { refusal: refusal('ALREADY_DONE', 'Every fold has its scores.', { field: 'scope' }) };
    }
    const rerun = {
      evaluationId: current.id,
      newId: crypto.randomUUID(),
      submissionId,
      problemVersionId: current.version_id,
      foldCount: current.folds,
      keptIds: kept.map(({ id }) => id),
    };
    await insertReruns(tx, [rerun], clock.now());
    const subject = { kind: 'submission', id: submissionId };
    const act = { actor: viewer, act: 'rerunSubmission', eventId: current.event_id, subject, details: { scope, note } };
    await recordAct(tx, act, { clock });
    return { refusal: null, eventId: await touchBoard(tx, submissionId) };
  });
  if (done.refusal !== null) return { refusal: done.refusal };
  scheduler.wake();
  topics.submissionChanged(submissionId, true);
  topics.leaderboardChanged(done.eventId);
  return { refusal: null };
}

function refuseRerun({ state, isCurrent }: EvaluationRow, standing: string): Refusal | null {
  // Not current any more: somebody else has just asked for the same.
  if (!isEvaluationEnded(state) || !isCurrent)
    return refusal('NOT_READY', 'It is being judged. Wait for the end, or cancel it first.');
  return standing === 'COUNTED' ? null : refusal('INVALID', 'It does not count any more; take that back first.');
}
