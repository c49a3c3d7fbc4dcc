import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { touchBoard } from '../leaderboard/touch-board.js';
import { insertRescoredEvaluations } from './insert-rescored-evaluations.js';
import { settleRescoring, wantsResults } from './move-rescoring.js';
import { RescoredEvaluation } from './rescored-evaluation.entity.js';
import type { Rescoring } from './rescoring.entity.js';
import { hasWaiting, lockRescoring } from './rescoring.queries.js';

/** A rescoring and one of its evaluations, both locked; null unless it waits with this attempt and is still wanted. */
export async function lockRescored(
  tx: EntityManager,
  id: string,
  attempt: number,
): Promise<{ rescoring: Rescoring; row: RescoredEvaluation } | null> {
  const known = await tx.findOne(RescoredEvaluation, { id });
  const rescoring = known === null ? null : await lockRescoring(tx, known.rescoring.id);
  if (rescoring === null || !wantsResults(rescoring)) return null;
  const row = await tx.findOne(RescoredEvaluation, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  return row !== null && row.state === 'WAITING' && row.attempt === attempt ? { rescoring, row } : null;
}

/**
 * Writes a change of one evaluation and what follows from it: the rescoring may be ready; in one that is applied, the
 * result counts at once. Returns what there is to publish.
 */
export async function settle(
  tx: EntityManager,
  rescoring: Rescoring,
  row: RescoredEvaluation,
  now: Date,
): Promise<{ submissionIds: string[]; eventId: string | null }> {
  await tx.flush();
  if (rescoring.state !== 'APPLIED') {
    settleRescoring(rescoring, await hasWaiting(tx, rescoring.id));
    return { submissionIds: [], eventId: null };
  }
  const submissionIds = await insertRescoredEvaluations(tx, rescoring.id, row.id, now);
  if (submissionIds.length === 0) return { submissionIds, eventId: null };
  // Last, so that the event's row is locked as briefly as possible.
  for (const submissionId of submissionIds) await touchBoard(tx, submissionId);
  return { submissionIds, eventId: rescoring.event.id };
}
