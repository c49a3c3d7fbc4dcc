import type { Viewer } from '../auth/viewer.js';

/** Where an event stands on the server's clock. Each phase begins at its instant and ends before the next. */
export const eventPhases = ['UPCOMING', 'COMPETITIVE', 'COLLABORATIVE', 'CLOSED'] as const;
export type EventPhase = (typeof eventPhases)[number];

/** The phase at `now`. */
export function eventPhase(event: { opensAt: Date; publicOpensAt: Date; closesAt: Date }, now: Date): EventPhase {
  if (now >= event.closesAt) return 'CLOSED';
  if (now < event.opensAt) return 'UPCOMING';
  return now >= event.publicOpensAt ? 'COLLABORATIVE' : 'COMPETITIVE';
}

/** Every event is public to read; what it holds is guarded by the policies of its parts. */
export const canSeeEvent = (_viewer: Viewer | null): boolean => true;
