import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Queues } from '../services.js';
import { ProblemVersion } from './problem-version.entity.js';

/** Sends the kit-check job of a version whose check waits. Safe to repeat: one attempt is one job. */
export async function dispatchKitCheck(
  versionId: string,
  { em, queues, clock }: { em: EntityManager; queues: Pick<Queues, 'kitChecks'>; clock: Clock },
): Promise<void> {
  const version = await em.fork().findOne(ProblemVersion, { id: versionId, checkState: 'WAITING' });
  if (version === null) return;
  const { checkAttempt: attempt, kitDigest, dataDigest, options } = version;
  const problem = { kitDigest, dataDigest: dataDigest ?? null, options };
  await queues.kitChecks.send({ problemVersionId: versionId, attempt, problem });
  const sent = { checkDispatchedAt: clock.now() };
  await em.fork().nativeUpdate(ProblemVersion, { id: versionId, checkAttempt: attempt }, sent);
}
