import { assertNever } from '@databoard/shared/assert-never';
import type { Report } from '@databoard/shared/queues/reports';
import { DeadlockException, type EntityManager } from '@mikro-orm/postgresql';
import { applyBlendReport } from './blending/apply-blend-report.js';
import { applyKitCheckReport } from './problems/apply-kit-check-report.js';
import { applyKitReport } from './problems/apply-kit-report.js';
import { applyRescoredReport } from './rescoring/apply-rescored-report.js';
import type { Services } from './services.js';
import { applyReports, type EvaluationReport } from './submissions/apply-report.js';
import { findEvaluationIds } from './submissions/find-evaluation-ids.js';

// Reports of one evaluation take turns at its lock anyway; more at once would only hold connections.
const concurrency = 4;

type ReportDeps = Pick<Services, 'queues' | 'clock' | 'topics' | 'log' | 'scheduler' | 'stopJobs'> & {
  em: EntityManager;
};

/** Takes reports as they come. A throw loses the messages, not the work: the sweeper finds the jobs gone and sends them again. */
export function consumeReports(deps: ReportDeps): void {
  deps.queues.reports.process(concurrency, (batch) => handleReports(batch, deps));
}

/** Hands reports to the domains that they are about: those of one evaluation together, all others one by one. */
export async function handleReports(batch: readonly Report[], deps: ReportDeps): Promise<void> {
  const ofEvaluations = batch.filter(isOfEvaluation);
  const others = batch.filter((report): report is Exclude<Report, EvaluationReport> => !isOfEvaluation(report));
  const evaluationIds = await findEvaluationIds(deps.em.fork(), ofEvaluations);
  const known = Map.groupBy(ofEvaluations, (report) => evaluationIds.get(report) ?? null);
  const work = [
    ...[...known].map(([evaluationId, reports]) => () => {
      if (evaluationId !== null) return applyReports(evaluationId, reports, deps);
      deps.log.info({ kinds: reports.map(({ kind }) => kind), why: 'unknown id' }, 'dropped reports');
      return Promise.resolve();
    }),
    ...others.map((report) => () => handleOther(report, deps)),
  ];
  // What goes wrong with one must not lose the others.
  const errors: unknown[] = [];
  for (const apply of work)
    await apply()
      .catch((error: unknown) => (isDeadlock(error) ? apply() : Promise.reject(error)))
      .catch((error: unknown) => errors.push(error));
  if (ofEvaluations.length > 0) deps.scheduler.foldsEnded();
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} reports could not be applied`);
}

/** PostgreSQL has ended one of two transactions that waited for each other; a second try finds the other one done. */
const isDeadlock = (error: unknown): boolean => error instanceof DeadlockException;

const isOfEvaluation = (report: Report): report is EvaluationReport =>
  report.kind === 'fold-progress' || report.kind === 'fold-ended' || report.kind === 'bag-ended';

async function handleOther(report: Exclude<Report, EvaluationReport>, deps: ReportDeps): Promise<void> {
  switch (report.kind) {
    case 'kit-ended':
      return applyKitReport(report, deps);
    case 'kit-checked':
      return applyKitCheckReport(report, deps);
    case 'blend-ended':
      return applyBlendReport(report, deps);
    case 'rescored':
      return applyRescoredReport(report, deps);
    default:
      return assertNever(report);
  }
}
