import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { insertEvent, makeEvent } from '../events/create-event.js';
import type { Event } from '../events/event.entity.js';
import { type EventPlan, planEvent } from '../events/plan-event.js';
import { notify } from '../notifications/notify.js';
import { type Refusal, refusal } from '../refusal.js';
import { lockUser } from '../teams/lock-teams.js';
import { isActive } from '../users/user-state.js';
import { EventRequest } from './event-request.entity.js';
import { refuseEnded } from './event-request.policy.js';
import { lockEventRequest } from './lock-event-request.js';

interface AcceptRequest {
  requestId: string;
  /** The event as it becomes, which need not be the event as it was asked for; but on the same problem. */
  plan: EventPlan;
  note: string | null;
}

/**
 * Makes the event that somebody asked for, with them as its admin, and tells them; all of it or nothing. Who may, the
 * caller has checked.
 */
export async function acceptEventRequest(
  viewer: Viewer,
  { requestId, plan, note }: AcceptRequest,
  { em: requestEm, clock }: { em: EntityManager; clock: Clock },
): Promise<{ event: Event } | { refusal: Refusal }> {
  const em = requestEm.fork();
  const planned = await planEvent(em, plan);
  if ('refusal' in planned) return planned;
  return makeEvent(em, planned, async (tx) => {
    const askerId = (await tx.findOne(EventRequest, { id: requestId }))?.asker.id;
    if (askerId === undefined) throw notFound('request');
    // Before the request, as deleting the account does.
    await lockUser(tx, askerId);
    const request = await lockEventRequest(tx, requestId);
    const asker = await request.asker.loadOrFail();
    const refused = refuseEnded(request) ?? refuseAsker(asker) ?? refuseProblem(planned.version, request);
    if (refused !== null) return refused;
    const eventId = await insertEvent(tx, planned, { actor: viewer, adminId: asker.id }, { clock });
    const ended = { state: 'ACCEPTED', endedAt: clock.now(), note, event: eventId } as const;
    await tx.nativeUpdate(EventRequest, { id: requestId }, ended);
    await recordAct(
      tx,
      {
        ...{ actor: viewer, act: 'acceptEventRequest', eventId },
        subject: { kind: 'event request', id: requestId },
        details: { slug: planned.slug, eventAdmin: asker.id, ...(note === null ? {} : { note }) },
      },
      { clock },
    );
    const news = {
      ...({ kind: 'ORGANISER', title: `You run “${planned.settings.title}” now` } as const),
      body: `The event that you asked for was made, and you are its admin.${note === null ? '' : ` ${note}`}`,
      ...{ path: `/events/${planned.slug}/manage`, eventId },
    };
    await notify(tx, asker, news, { clock });
    return null;
  });
}

const refuseAsker = ({ state }: { state: Parameters<typeof isActive>[0] }): Refusal | null =>
  isActive(state)
    ? null
    : refusal('INVALID', 'The account of whoever asked is not active, so nobody would run the event.');

const refuseProblem = (version: { problem: { id: string } }, request: { problem: { id: string } }): Refusal | null =>
  version.problem.id === request.problem.id
    ? null
    : refusal('INVALID', 'The event that was asked for is on another problem.', { field: 'problemVersionId' });
