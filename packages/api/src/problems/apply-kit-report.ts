import { assertNever } from '@databoard/shared/assert-never';
import { attemptsMax, platformFaultsMax } from '@databoard/shared/limits';
import type { Log } from '@databoard/shared/log';
import type { Report } from '@databoard/shared/queues/reports';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { inBackground } from '../in-background.js';
import type { Queues } from '../services.js';
import { dispatchKit } from './dispatch-kit.js';
import { dispatchKitCheck } from './dispatch-kit-check.js';
import { forgetWords } from './index-problem.js';
import { beginKitCheck } from './move-kit-check.js';
import { ProblemVersion } from './problem-version.entity.js';

export type KitReport = Extract<Report, { kind: 'kit-ended' }>;

interface ApplyKitReportDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'kits' | 'kitChecks'>;
  log: Log;
}

/**
 * Makes a version READY, and sends its kit to be checked, or REFUSED by what a worker read from its kit; or drops the
 * report with a line in the log.
 */
export async function applyKitReport(report: KitReport, deps: ApplyKitReportDeps): Promise<void> {
  const { em, clock, log } = deps;
  const toBeSent = await em.fork().transactional(async (tx) => {
    const version = await tx.findOne(
      ProblemVersion,
      { id: report.problemVersionId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (version === null || version.state !== 'CHECKING' || version.attempt !== report.attempt) {
      const { problemVersionId, attempt, worker } = report;
      log.info({ problemVersionId, attempt, worker }, 'dropped a kit report');
      return null;
    }
    const { outcome } = report;
    const changedAt = clock.now();
    switch (outcome.kind) {
      case 'described':
        tx.assign(version, { state: 'READY', description: outcome.description, changedAt });
        beginKitCheck(version, changedAt);
        await forgetWords(tx, version.problem.id);
        return 'check';
      case 'refused': {
        const { message, fileName, line } = outcome;
        tx.assign(version, { state: 'REFUSED', refusal: { message, fileName, line }, changedAt });
        return null;
      }
      case 'platform-failed':
        log.warn({ problemVersionId: version.id, detail: outcome.detail }, 'a kit could not be read');
        version.faults += 1;
        return retryKit(version, changedAt) && version.faults === 1 ? 'kit' : null;
      default:
        return assertNever(outcome);
    }
  });
  const { problemVersionId } = report;
  if (toBeSent === 'kit') inBackground(dispatchKit(problemVersionId, deps), log, 'a kit job was not sent yet');
  if (toBeSent === 'check') inBackground(dispatchKitCheck(problemVersionId, deps), log, 'a kit check was not sent yet');
}

/** A fresh attempt at reading the kit (true), or a refusal that says whose fault it is (false). The row is locked. */
export function retryKit(version: ProblemVersion, now: Date): boolean {
  version.changedAt = now;
  if (version.faults > platformFaultsMax || version.attempt >= attemptsMax) {
    version.state = 'REFUSED';
    version.refusal = {
      message: 'The platform could not check this kit. Publish it again once the operator has looked into it.',
      fileName: null,
      line: null,
    };
    return false;
  }
  version.attempt += 1;
  version.dispatchedAt = null;
  return true;
}
