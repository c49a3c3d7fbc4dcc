import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Event } from '../events/event.entity.js';
import type { Publisher } from '../graphql/pubsub.js';
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

/** Who has come together: the team that there still is, and the one that went into it; null where there was none. */
export interface NewTeam {
  teamId: string;
  eventId: string;
  goneId: string | null;
}

/** Tells whoever looks at either team, or at the boards. After the commit. */
export function tellOfNewTeam(
  { teamId, eventId, goneId }: NewTeam,
  { topics }: { topics: Pick<Publisher, 'teamChanged' | 'leaderboardChanged'> },
): void {
  topics.teamChanged(teamId);
  if (goneId !== null) topics.teamChanged(goneId);
  topics.leaderboardChanged(eventId);
}
