import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Refusal } from '../refusal.js';
import { EventRequest } from './event-request.entity.js';
import { canWithdrawEventRequest, refuseEnded } from './event-request.policy.js';
import { lockEventRequest } from './lock-event-request.js';

/** Takes one's own request back that nobody has answered. Somebody else's is not there. */
export const withdrawEventRequest = (
  viewer: Viewer,
  requestId: string,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ refusal: Refusal | null }> =>
  em.fork().transactional(async (tx) => {
    const request = await lockEventRequest(tx, requestId);
    if (!canWithdrawEventRequest(viewer, request)) throw notFound('request');
    const refused = refuseEnded(request);
    if (refused !== null) return { refusal: refused };
    await tx.nativeUpdate(EventRequest, { id: requestId }, { state: 'WITHDRAWN', endedAt: clock.now() });
    return { refusal: null };
  });
