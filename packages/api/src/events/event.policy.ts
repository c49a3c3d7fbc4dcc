import type { EventVisibility } from './event.entity.js';

/** Where an event stands on the server's clock. Each phase begins at its instant and ends before the next. */
export const eventPhases = ['UPCOMING', 'COMPETITIVE', 'COLLABORATIVE', 'CLOSED'] as const;
export type EventPhase = (typeof eventPhases)[number];

/** The phase at `now`. */
export function eventPhase(event: { opensAt: Date; publicOpensAt: Date; closesAt: Date }, now: Date): EventPhase {
  if (now >= event.closesAt) return 'CLOSED';
  if (now < event.opensAt) return 'UPCOMING';
  return now >= event.publicOpensAt ? 'COLLABORATIVE' : 'COMPETITIVE';
}

/** Everything that decides whether somebody may know of an event. */
export interface EventSight {
  visibility: EventVisibility;
  /** Runs the event: a site admin, or one of its own. */
  isAdmin: boolean;
  /** Has asked to take part, or takes part; rejected ones do not count. */
  isParticipant: boolean;
  /** Has an invitation that is still good. */
  isInvited: boolean;
}

/** Whether the event is there at all for somebody; what it holds is guarded by the policies of its parts. */
export const canSeeEvent = ({ visibility, isAdmin, isParticipant, isInvited }: EventSight): boolean =>
  visibility === 'PUBLIC' || isAdmin || isParticipant || isInvited;

/** Whether anything about an event may still change, for whoever may change it. */
export const isArchived = (event: { archivedAt?: Date | null | undefined }): boolean => event.archivedAt != null;
