import { assertNever } from '@databoard/shared/assert-never';
import type { BlendOutcome } from '@databoard/shared/blend';
import type { Log } from '@databoard/shared/log';
import type { Report } from '@databoard/shared/queues/reports';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { storeHistoricalShares } from '../credits/store-historical-shares.js';
import type { Publisher } from '../graphql/pubsub.js';
import { inBackground } from '../in-background.js';
import type { Queues } from '../services.js';
import { faultOfScores } from '../submissions/store-scores.js';
import type { Blend } from './blend.entity.js';
import { findSubmissionIds } from './blend.queries.js';
import { contributivities } from './contributivities.js';
import { dispatchBlend } from './dispatch-blend.js';
import { lockBlend, settleBlend } from './lock-blend.js';
import { finishBlend, refuseBlend, retryBlend } from './move-blend.js';

type BlendReport = Extract<Report, { kind: 'blend-ended' }>;
type Blended = Extract<BlendOutcome, { kind: 'blended' }>;

interface ApplyBlendReportDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'blends'>;
  topics: Publisher;
  log: Log;
}

/** Stores how a blend ended, or sends it out again, or drops the report with a line in the log. */
export async function applyBlendReport(report: BlendReport, deps: ApplyBlendReportDeps): Promise<void> {
  const { em, topics, log } = deps;
  const { blendId, attempt, worker } = report;
  const applied = await em.fork().transactional(async (tx) => {
    const blend = await lockBlend(tx, blendId, attempt);
    if (blend === null) {
      log.info({ blendId, attempt, worker }, 'dropped the report of a blend');
      return null;
    }
    return applyLocked(tx, blend, report, deps);
  });
  if (applied === null) return;
  if (applied.hasEnded) topics.leaderboardChanged(applied.eventId);
  if (applied.isToBeSent) inBackground(dispatchBlend(blendId, deps), log, 'a blend job was not sent yet');
}

async function applyLocked(
  tx: EntityManager,
  blend: Blend,
  { outcome, blendId }: BlendReport,
  { clock, log }: ApplyBlendReportDeps,
): Promise<{ eventId: string; hasEnded: boolean; isToBeSent: boolean }> {
  const eventId = blend.event.id;
  const now = clock.now();
  const retry = (detail: string) => {
    log.warn({ blendId, detail }, 'the submissions of an event could not be blended');
    // The first fault may be chance; further ones wait for the sweeper, so that a broken worker is not asked in a loop.
    return retryBlend(blend, 'fault', now) && blend.faults === 1;
  };
  let isToBeSent = false;
  switch (outcome.kind) {
    case 'blended': {
      const { description } = await blend.problemVersion.loadOrFail();
      const scoreTypes = description?.scoreTypes.map(({ name }) => name) ?? [];
      const fault =
        faultOfMembers(outcome, blend.candidates.length, description?.folds.length ?? 0) ??
        faultOfScores(outcome.combined, scoreTypes) ??
        faultOfScores(outcome.foldwiseBest, scoreTypes) ??
        faultOfCurve(outcome);
      if (fault === null) finishBlend(blend, outcome, now);
      else isToBeSent = retry(fault);
      break;
    }
    case 'unblendable':
      refuseBlend(blend, outcome.message, now);
      break;
    case 'platform-failed':
      isToBeSent = retry(outcome.detail);
      break;
    default:
      return assertNever(outcome);
  }
  const hasEnded = blend.state !== 'WAITING';
  if (hasEnded) await settleBlend(tx, blend);
  if (outcome.kind === 'blended' && blend.state === 'DONE') {
    await storeShares(tx, blend, outcome);
    await storeHistoricalShares(tx, { blendId: blend.id, eventId });
  }
  return { eventId, hasEnded, isToBeSent };
}

/** What is wrong with the ensembles of a report, or null: each fold has one, of candidates that there are. */
function faultOfMembers({ folds }: Blended, candidates: number, foldCount: number): string | null {
  if (folds.length !== foldCount) return `The report has ${folds.length} folds where the kit has ${foldCount}.`;
  const isKnown = folds.every(({ members }) => members.every((member) => member < candidates));
  return isKnown ? null : 'The report has members that are no candidates.';
}

/** What is wrong with a curve, or null: it has a score for each member of each fold, and ends with the largest ensemble. */
function faultOfCurve({ folds, curve }: Blended): string | null {
  if (curve === undefined) return null;
  const lengths = folds.map(({ members }) => members.length);
  const sizes = curve.combined.map(({ size }) => size);
  const fits =
    curve.folds.length === lengths.length &&
    curve.folds.every((scores, foldIndex) => scores.length === lengths[foldIndex]) &&
    sizes.every((size, index) => index === 0 || size > (sizes[index - 1] ?? 0)) &&
    sizes[0] === 1 &&
    sizes.at(-1) === Math.max(...lengths);
  return fits ? null : 'The report has a curve that does not fit its members.';
}

async function storeShares(tx: EntityManager, blend: Blend, { folds }: Blended): Promise<void> {
  const submissionIds = await findSubmissionIds(tx, blend.candidates);
  const shares = contributivities(folds, blend.candidates.length);
  const rows = blend.candidates.flatMap((evaluationId, position) => {
    const submission_id = submissionIds.get(evaluationId);
    return submission_id === undefined ? [] : [{ submission_id, share: shares[position] ?? 0 }];
  });
  await tx.execute(
    `insert into blend_share (blend_id, submission_id, share)
     select ?::uuid, submission_id, share from json_to_recordset(?::json) as given (submission_id uuid, share double precision)`,
    [blend.id, JSON.stringify(rows)],
  );
}
