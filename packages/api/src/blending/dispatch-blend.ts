import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Queues } from '../services.js';
import { Blend } from './blend.entity.js';

/** Sends the job of a blend that waits. Safe to repeat: one attempt is one job. */
export async function dispatchBlend(
  blendId: string,
  { em, queues, clock }: { em: EntityManager; queues: Pick<Queues, 'blends'>; clock: Clock },
): Promise<void> {
  const blend = await em.fork().findOne(Blend, { id: blendId, state: 'WAITING' }, { populate: ['problemVersion'] });
  if (blend === null) return;
  const { attempt = 1, scoreType, minImprovement, runs } = blend;
  const { kitDigest, dataDigest, options } = await blend.problemVersion.loadOrFail();
  const problem = { kitDigest, dataDigest: dataDigest ?? null, options };
  await queues.blends.send({ blendId, attempt, problem, scoreType, minImprovement, candidates: runs });
  await em.fork().nativeUpdate(Blend, { id: blendId, attempt }, { dispatchedAt: clock.now() });
}
