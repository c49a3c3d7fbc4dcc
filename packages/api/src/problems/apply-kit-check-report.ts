import { assertNever } from '@databoard/shared/assert-never';
import type { Log } from '@databoard/shared/log';
import type { Report } from '@databoard/shared/queues/reports';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { inBackground } from '../in-background.js';
import type { Queues } from '../services.js';
import { dispatchKitCheck } from './dispatch-kit-check.js';
import { failKitCheck, finishKitCheck, retryKitCheck } from './move-kit-check.js';
import { ProblemVersion } from './problem-version.entity.js';

type KitCheckReport = Extract<Report, { kind: 'kit-checked' }>;

interface ApplyKitCheckReportDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'kitChecks'>;
  log: Log;
}

/** Stores how a kit check ended, or sends it out again, or drops the report with a line in the log. */
export async function applyKitCheckReport(report: KitCheckReport, deps: ApplyKitCheckReportDeps): Promise<void> {
  const { em, clock, log } = deps;
  const { problemVersionId, attempt, worker, outcome } = report;
  const isToBeSent = await em.fork().transactional(async (tx) => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const version = await tx.findOne(ProblemVersion, { id: problemVersionId }, lock);
    if (version === null || version.checkState !== 'WAITING' || version.checkAttempt !== attempt) {
      log.info({ problemVersionId, attempt, worker }, 'dropped the report of a kit check');
      return false;
    }
    const now = clock.now();
    switch (outcome.kind) {
      case 'checked':
        finishKitCheck(version, outcome.check, now);
        return false;
      case 'refused':
        failKitCheck(version, `The kit cannot be read any more: ${outcome.message}`, now);
        return false;
      case 'platform-failed':
        log.warn({ problemVersionId, detail: outcome.detail }, 'a kit could not be checked');
        // The first fault may be chance; further ones wait for the sweeper, so that a broken worker is not asked in a loop.
        return retryKitCheck(version, now) && version.checkFaults === 1;
      default:
        return assertNever(outcome);
    }
  });
  if (isToBeSent) inBackground(dispatchKitCheck(problemVersionId, deps), log, 'a kit check was not sent yet');
}
