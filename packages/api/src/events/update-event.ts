import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { changesBetween } from '../audit/changes-between.js';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Refusal } from '../refusal.js';
import { Event } from './event.entity.js';
import { findEvent } from './event.queries.js';
import { type GivenJudgingRules, refuseJudgingRules } from './judging-rules.js';

/** Changes how submissions of an event are judged, for folds that have not been sent yet. Who may, the caller has checked. */
export async function updateEvent(
  viewer: Viewer,
  { slug, ...given }: { slug: string } & GivenJudgingRules,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ event: Event } | { refusal: Refusal }> {
  const refused = refuseJudgingRules(given);
  if (refused !== null) return { refusal: refused };
  await em.transactional(async (tx) => {
    const event = await tx.findOne(Event, { slug }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (event === null) throw notFound('event');
    const wanted = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
    const details = changesBetween(event, wanted);
    tx.assign(event, wanted);
    const { id } = event;
    await recordAct(
      tx,
      { actor: viewer, act: 'updateEvent', eventId: id, subject: { kind: 'event', id }, details },
      { clock },
    );
  });
  const event = await findEvent(em, slug);
  if (event === null) throw notFound('event');
  return { event };
}
