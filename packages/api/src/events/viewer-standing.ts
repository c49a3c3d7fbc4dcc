import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import { sessionNews } from '../auth/sessions.js';
import { hashToken } from '../auth/token.js';
import { hasRights } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { GatheredReads } from '../graphql/gathered-reads.js';
import type { UserState } from '../users/user-state.js';
import type { EventVisibility } from './event.entity.js';
import { canSeeEvent, eventPhase } from './event.policy.js';
import type { ParticipationState } from './participation.entity.js';
import { isParticipant } from './sees-event.js';

/** How somebody stands to an event, as one statement has read it. */
export interface ViewerStanding {
  eventId: string;
  /** Tells one state of the event from every other: its row as it was last written, and its phase. */
  stamp: string;
  /** What decides what the viewer may see. */
  rights: { isAdmin: boolean; participation: ParticipationState | null };
  /** What is the viewer's alone. */
  person: { teamId: string | null; participationId: string | null };
  /** Null for whoever came without a session. */
  viewer: { id: string; isAdmin: boolean } | null;
}

/**
 * Reads how a visitor (without a token), or whoever a session's token stands for, stands to the event. Null wherever there is
 * more to it: no such event, one that is seen by an invitation alone, a session that has ended or is to be written
 * about, an account whose rights do not count.
 */
export type ReadStanding = (slug: string, sessionToken: string | null) => Promise<ViewerStanding | null>;

interface EventRow {
  event_id: string;
  /** The transaction that wrote the row as it is: any change of the event, its boards among them, is another one. */
  xmin: string;
  visibility: EventVisibility;
  opens_at: string | Date;
  public_opens_at: string | Date;
  closes_at: string | Date;
}

interface ViewerRow extends EventRow {
  place: number;
  expires_at: string | Date;
  last_seen_at: string | Date;
  user_id: string;
  state: UserState;
  must_change_password: boolean;
  is_site_admin: boolean;
  is_event_admin: boolean;
  participation_id: string | null;
  participation_state: ParticipationState | null;
  team_id: string | null;
}

const eventColumns = 'e.id as event_id, e.xmin::text, e.visibility, e.opens_at, e.public_opens_at, e.closes_at';
const slugLengthMax = 63;

/** Reads for all who ask at the same time in one statement, begun after they asked. */
export function createStandingReader({
  em,
  clock,
  config,
}: {
  em: EntityManager;
  clock: Clock;
  config: { sessionDays: number };
}): ReadStanding {
  const ofVisitors = new GatheredReads(async (slug): Promise<EventRow | null> => {
    const sql = `select ${eventColumns} from event e where e.slug = ? and e.deleted_at is null`;
    const [row] = await em.fork().execute<EventRow[]>(sql, [slug]);
    return row ?? null;
  });
  const ofSessions = new DataLoader<{ slug: string; tokenHash: string }, ViewerRow | null>(
    async (asked) => {
      const given = JSON.stringify(asked.map(({ slug, tokenHash }, place) => ({ place, slug, hash: tokenHash })));
      const rows = await em.fork().execute<ViewerRow[]>(
        `select given.place, ${eventColumns}, s.expires_at, s.last_seen_at,
                u.id as user_id, u.state, u.must_change_password, u.is_admin as is_site_admin,
                exists (select 1 from event_admin a where a.event_id = e.id and a.user_id = u.id) as is_event_admin,
                p.id as participation_id, p.state as participation_state, p.team_id
           from json_to_recordset(?::json) as given (place int, slug text, hash text)
           join event e on e.slug = given.slug and e.deleted_at is null
           join session s on s.token_hash = given.hash
           join "user" u on u.id = s.user_id
           left join (team_member m join participation p on p.team_id = m.team_id)
             on m.user_id = u.id and p.event_id = e.id`,
        [given],
      );
      const found = asked.map((): ViewerRow[] => []);
      for (const row of rows) found[row.place]?.push(row);
      return found.map(([row, ...others]) => (row === undefined || others.length > 0 ? null : row));
    },
    { cache: false, batchScheduleFn: (read) => setImmediate(read) },
  );

  const standing = (row: EventRow, known: Pick<ViewerStanding, 'rights' | 'person' | 'viewer'>) => {
    const { isAdmin, participation } = known.rights;
    const sight = { isAdmin, isParticipant: isParticipant(participation), isInvited: false };
    if (!canSeeEvent({ visibility: row.visibility, ...sight })) return null;
    const dates = {
      opensAt: new Date(row.opens_at),
      publicOpensAt: new Date(row.public_opens_at),
      closesAt: new Date(row.closes_at),
    };
    const stamp = `${row.event_id} ${row.xmin} ${eventPhase(dates, clock.now())}`;
    return { eventId: row.event_id, stamp, ...known };
  };

  return async (slug, sessionToken) => {
    if (slug.length > slugLengthMax || slug.includes('\0')) return null;
    if (sessionToken === null) {
      const row = await ofVisitors.read(slug);
      return row === null ? null : standing(row, visitor);
    }
    const row = await ofSessions.load({ slug, tokenHash: hashToken(sessionToken) });
    if (row === null || !hasRights({ state: row.state, mustChangePassword: row.must_change_password })) return null;
    const session = { expiresAt: new Date(row.expires_at), lastSeenAt: new Date(row.last_seen_at) };
    const now = clock.now();
    if (session.expiresAt <= now || sessionNews(session, { now, sessionDays: config.sessionDays }) !== null)
      return null;
    return standing(row, {
      rights: { isAdmin: row.is_site_admin || row.is_event_admin, participation: row.participation_state },
      person: { teamId: row.team_id, participationId: row.participation_id },
      viewer: { id: row.user_id, isAdmin: row.is_site_admin },
    });
  };
}

const visitor = {
  rights: { isAdmin: false, participation: null },
  person: { teamId: null, participationId: null },
  viewer: null,
} as const;
