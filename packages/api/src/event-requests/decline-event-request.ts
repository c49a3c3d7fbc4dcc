import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notify } from '../notifications/notify.js';
import { type Refusal, refusal } from '../refusal.js';
import { EventRequest } from './event-request.entity.js';
import { refuseEnded } from './event-request.policy.js';
import { lockEventRequest } from './lock-event-request.js';

const noteMax = 1000;

/** Says no to a request, with the reason, and tells who asked. Who may, the caller has checked. */
export function declineEventRequest(
  viewer: Viewer,
  { requestId, note: typed }: { requestId: string; note: string },
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ refusal: Refusal | null }> {
  const note = typed.trim();
  return em.fork().transactional(async (tx) => {
    const request = await lockEventRequest(tx, requestId);
    const refused = refuseEnded(request) ?? refuseNote(note);
    if (refused !== null) return { refusal: refused };
    await tx.nativeUpdate(EventRequest, { id: requestId }, { state: 'DECLINED', endedAt: clock.now(), note });
    const subject = { kind: 'event request', id: requestId };
    await recordAct(tx, { actor: viewer, act: 'declineEventRequest', subject, details: { note } }, { clock });
    const news = {
      ...({ kind: 'ORGANISER', title: `No event “${request.title}”` } as const),
      body: `What you asked for was declined: ${note}`,
      path: '/account/event-requests',
    };
    await notify(tx, request.asker, news, { clock });
    return { refusal: null };
  });
}

function refuseNote(note: string): Refusal | null {
  const field = 'note';
  if (note.length < 1) return refusal('INVALID', 'Say why, so that whoever asked can do better.', { field });
  return note.length > noteMax ? refusal('INVALID', 'At most 1,000 characters.', { field }) : null;
}
