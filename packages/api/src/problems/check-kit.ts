import type { Log } from '@databoard/shared/log';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { inBackground } from '../in-background.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Queues } from '../services.js';
import { dispatchKitCheck } from './dispatch-kit-check.js';
import { beginKitCheck } from './move-kit-check.js';
import { findProblemVersion } from './problem.queries.js';
import { ProblemVersion } from './problem-version.entity.js';

interface CheckKitDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'kitChecks'>;
  log: Log;
}

/** Checks a kit again; one whose check still waits is left as it is. Who may, the caller has checked. */
export async function checkKit(
  viewer: Viewer,
  problemVersionId: string,
  deps: CheckKitDeps,
): Promise<{ problemVersion: ProblemVersion } | { refusal: Refusal }> {
  const { em, clock, log } = deps;
  const done = await em.fork().transactional(async (tx) => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const version = await tx.findOne(ProblemVersion, { id: problemVersionId, deletedAt: null }, lock);
    if (version === null) throw notFound('problem version');
    if (version.state !== 'READY') return 'not-ready';
    if (version.checkState === 'WAITING') return 'waits';
    beginKitCheck(version, clock.now());
    const subject = { kind: 'problem version', id: version.id };
    await recordAct(tx, { actor: viewer, act: 'checkKit', subject, details: { number: version.number } }, { clock });
    return 'begun';
  });
  if (done === 'not-ready') {
    return {
      refusal: refusal('NOT_READY', 'Only kits that a worker could read are checked.', { field: 'problemVersionId' }),
    };
  }
  if (done === 'begun') inBackground(dispatchKitCheck(problemVersionId, deps), log, 'a kit check was not sent yet');
  const problemVersion = await findProblemVersion(em, problemVersionId);
  if (problemVersion === null) throw notFound('problem version');
  return { problemVersion };
}
