import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Event } from './event.entity.js';
import { canSeeEvent } from './event.policy.js';
import { findEvent, findInvited, findParticipation, isEventAdmin } from './event.queries.js';
import type { Participation, ParticipationState } from './participation.entity.js';

/** What is asked about the viewer and an event, once the event is not public. */
interface SightLoaders {
  administers: { load(eventId: string): Promise<boolean> };
  myParticipation: { load(eventId: string): Promise<Participation | null> };
  isInvited: { load(eventId: string): Promise<boolean> };
}

/** Whether the event is there for whoever asks, so that nothing about them needs to be known. */
export const isForEveryone = (event: Pick<Event, 'visibility'>): boolean =>
  canSeeEvent({ visibility: event.visibility ?? 'HIDDEN', isAdmin: false, isParticipant: false, isInvited: false });

/** Whether somebody with such a participation counts among those who take part, or have asked to. */
export const isParticipant = (state: ParticipationState | null): boolean => state !== null && state !== 'REJECTED';

/** Whether the viewer of a request may know of the event. Reads nothing for a public one. */
export async function seesEvent(
  event: Pick<Event, 'id' | 'visibility'>,
  { loaders }: { loaders: SightLoaders },
): Promise<boolean> {
  if (isForEveryone(event)) return true;
  const visibility = event.visibility ?? 'HIDDEN';
  const [isAdmin, mine, isInvited] = await Promise.all([
    loaders.administers.load(event.id),
    loaders.myParticipation.load(event.id),
    loaders.isInvited.load(event.id),
  ]);
  return canSeeEvent({ visibility, isAdmin, isParticipant: isParticipant(mine?.state ?? null), isInvited });
}

/** An event that the user may know of, for commands; NOT_FOUND for others, as where there is none. */
export async function findEventFor(
  em: EntityManager,
  viewer: Viewer,
  slug: string,
  { clock }: { clock: Clock },
): Promise<Event> {
  const event = await findEvent(em, slug);
  if (event === null) throw notFound('event');
  const loaders = {
    administers: { load: (id: string) => isEventAdmin(em, viewer, id) },
    myParticipation: { load: (id: string) => findParticipation(em, viewer.id, id) },
    isInvited: { load: async (id: string) => (await findInvited(em, viewer.id, [id], clock.now())).size > 0 },
  };
  if (!(await seesEvent(event, { loaders }))) throw notFound('event');
  return event;
}
