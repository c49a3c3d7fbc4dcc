import type { KitJob } from '@databoard/shared/queues/kit-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Queues } from '../services.js';
import { ProblemVersion } from './problem-version.entity.js';

/** Sends the kit job of a version that is to be read. Safe to repeat: one attempt is one job. */
export async function dispatchKit(
  versionId: string,
  { em, queues, clock }: { em: EntityManager; queues: Pick<Queues, 'kits'>; clock: Clock },
): Promise<void> {
  const version = await em.fork().findOne(ProblemVersion, { id: versionId, state: 'CHECKING' });
  if (version === null) return;
  const { attempt, kitDigest, dataDigest, options } = version;
  const problem = { kitDigest, dataDigest: dataDigest ?? null, options };
  const job: KitJob = { problemVersionId: versionId, attempt, problem };
  await queues.kits.send(job);
  await em.fork().nativeUpdate(ProblemVersion, { id: versionId, attempt }, { dispatchedAt: clock.now() });
}
