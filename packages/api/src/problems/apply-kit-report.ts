import { assertNever } from '@databoard/shared/assert-never';
import { attemptsMax, platformFaultsMax } from '@databoard/shared/limits';
import type { Log } from '@databoard/shared/log';
import type { Report } from '@databoard/shared/queues/reports';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { inBackground } from '../in-background.js';
import type { Queues } from '../services.js';
import { dispatchKitCheck } from './dispatch-kit-check.js';
import { ProblemVersion } from './problem-version.entity.js';

export type KitReport = Extract<Report, { kind: 'kit-ended' }>;

interface ApplyKitReportDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'kits'>;
  log: Log;
}

/** Makes a version READY or REFUSED by what a worker read from its kit, or drops the report with a line in the log. */
export async function applyKitReport(report: KitReport, deps: ApplyKitReportDeps): Promise<void> {
  const { em, clock, log } = deps;
  const isToBeSent = await em.fork().transactional(async (tx) => {
    const version = await tx.findOne(
      ProblemVersion,
      { id: report.problemVersionId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (version === null || version.state !== 'CHECKING' || version.attempt !== report.attempt) {
      const { problemVersionId, attempt, worker } = report;
      log.info({ problemVersionId, attempt, worker }, 'dropped a kit report');
      return false;
    }
    const { outcome } = report;
    const changedAt = clock.now();
    switch (outcome.kind) {
      case 'described':
        tx.assign(version, { state: 'READY', description: outcome.description, changedAt });
        return false;
      case 'refused': {
        const { message, fileName, line } = outcome;
        tx.assign(version, { state: 'REFUSED', refusal: { message, fileName, line }, changedAt });
        return false;
      }
      case 'platform-failed':
        log.warn({ problemVersionId: version.id, detail: outcome.detail }, 'a kit could not be checked');
        version.faults += 1;
        return retryKitCheck(version, changedAt) && version.faults === 1;
      default:
        return assertNever(outcome);
    }
  });
  if (isToBeSent) inBackground(dispatchKitCheck(report.problemVersionId, deps), log, 'a kit check was not sent yet');
}

/** A fresh attempt at reading the kit (true), or a refusal that says whose fault it is (false). The row is locked. */
export function retryKitCheck(version: ProblemVersion, now: Date): boolean {
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
