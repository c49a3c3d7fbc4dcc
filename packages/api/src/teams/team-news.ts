import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Event } from '../events/event.entity.js';
import { notify } from '../notifications/notify.js';
import type { LockedMember, LockedTeam } from './lock-teams.js';

/** Where a team is looked after. */
export const teamPath = (event: Pick<Event, 'slug'>): string => `/events/${event.slug}/team`;

/** Where one answers invitations, of all events. */
export const invitationsPath = '/account/teams';

/** Tells those members of a team something that others, or organisers, did. */
export async function tellMembers(
  tx: EntityManager,
  {
    members,
    except,
    event,
    title,
    body,
  }: {
    members: LockedTeam['members'] | readonly LockedMember[];
    /** Who did it, and knows. */
    except: string;
    event: Event;
    title: string;
    body: string;
  },
  deps: { clock: Clock },
): Promise<void> {
  for (const { userId, email } of members) {
    if (userId === except) continue;
    await notify(
      tx,
      { id: userId, email },
      { kind: 'TEAM', title, body, path: teamPath(event), eventId: event.id },
      deps,
    );
  }
}
