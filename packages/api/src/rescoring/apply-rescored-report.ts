import { assertNever } from '@databoard/shared/assert-never';
import type { Log } from '@databoard/shared/log';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { Report } from '@databoard/shared/queues/reports';
import type { RescoredEvaluation as Result } from '@databoard/shared/rescored-evaluation';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { inBackground } from '../in-background.js';
import type { Queues } from '../services.js';
import { faultOfScores } from '../submissions/store-scores.js';
import { dispatchRescoring } from './dispatch-rescoring.js';
import { failRescored, failRescoring, finishRescored, isOpen, retryRescored } from './move-rescoring.js';
import { RescoredEvaluation } from './rescored-evaluation.entity.js';
import type { Rescoring } from './rescoring.entity.js';
import { lockRescored, settle } from './settle-rescored.js';

type RescoredReport = Extract<Report, { kind: 'rescored' }>;

interface ApplyRescoredReportDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'rescores'>;
  topics: Publisher;
  log: Log;
}

/** Stores what a rescore job gave, or sends it out again, or drops the report with a line in the log. Safe to repeat. */
export async function applyRescoredReport(report: RescoredReport, deps: ApplyRescoredReportDeps): Promise<void> {
  const { em, clock, topics, log } = deps;
  const { rescoredEvaluationId, attempt, worker } = report;
  const news = await em.fork().transactional(async (tx) => {
    const locked = await lockRescored(tx, rescoredEvaluationId, attempt);
    if (locked === null) {
      log.info({ rescoredEvaluationId, attempt, worker }, 'dropped the report of a rescoring');
      return null;
    }
    const { rescoring, row } = locked;
    const now = clock.now();
    await record(tx, report, rescoring, row, now, log);
    return settle(tx, rescoring, row, now);
  });
  if (news === null) return;
  for (const submissionId of news.submissionIds) topics.submissionChanged(submissionId);
  if (news.eventId !== null) topics.leaderboardChanged(news.eventId);
  inBackground(dispatchRescoring(deps), log, 'rescore jobs were not sent; the sweeper will send them');
}

async function record(
  tx: EntityManager,
  { outcome }: RescoredReport,
  rescoring: Rescoring,
  row: RescoredEvaluation,
  now: Date,
  log: Log,
): Promise<void> {
  const fault = (detail: string): void => {
    log.warn({ rescoredEvaluationId: row.id, detail }, 'an evaluation could not be scored anew');
    retryRescored(row, { kind: 'fault', detail }, now);
  };
  switch (outcome.kind) {
    case 'rescored': {
      const version = await rescoring.toVersion.loadOrFail();
      const folds = await countFolds(tx, row.evaluation.id);
      const wrong = faultOfResult(outcome.result, folds, version.description);
      if (wrong !== null) return fault(wrong);
      return finishRescored(row, outcome.result, now);
    }
    case 'refused': {
      const message = `The kit cannot be read any more: ${outcome.message}`;
      if (isOpen(rescoring)) failRescoring(rescoring, message, now);
      return failRescored(row, message, now);
    }
    case 'platform-failed':
      return fault(outcome.detail);
    default:
      return assertNever(outcome);
  }
}

/** What is wrong with a result, or null: it must have every fold, and what a rank needs. */
function faultOfResult(
  { folds, bagged }: Result,
  foldCount: number,
  description: ProblemDescription | null | undefined,
): string | null {
  const scoreTypes = description?.scoreTypes.map(({ name }) => name) ?? [];
  if (folds.length !== foldCount) return `The report has ${folds.length} folds where there are ${foldCount}.`;
  const isScored = folds.every(({ kind }) => kind === 'scored');
  if (isScored !== (bagged !== null)) return 'The report has bagged scores exactly when it should not.';
  for (const fold of folds) {
    const wrong = fold.kind === 'scored' ? faultOfScores(fold.scores, scoreTypes) : null;
    if (wrong !== null) return wrong;
  }
  return bagged === null ? null : faultOfScores(bagged, scoreTypes);
}

async function countFolds(tx: EntityManager, evaluationId: string): Promise<number> {
  const [row] = await tx.execute<{ count: number }[]>(
    'select count(*)::int as count from fold_run where evaluation_id = ?',
    [evaluationId],
  );
  return row?.count ?? 0;
}
