import type { EntityManager } from '@mikro-orm/postgresql';
import { hashToken } from '../auth/token.js';
import { Invitation } from './invitation.entity.js';
import { Preapproval } from './preapproval.entity.js';

/** A page of an event's invitations, newest first. */
export const pageInvitations = (
  em: EntityManager,
  eventId: string,
  { first, offset }: { first: number; offset: number },
): Promise<[Invitation[], number]> =>
  em.findAndCount(
    Invitation,
    { event: eventId },
    { populate: ['invitedBy', 'acceptedBy'], orderBy: { createdAt: 'desc', email: 'asc' }, limit: first, offset },
  );

/** The invitation that a link is for, with its event; null when there is none. */
export const findInvitation = (em: EntityManager, token: string): Promise<Invitation | null> =>
  em.findOne(Invitation, { tokenHash: hashToken(token), event: { deletedAt: null } }, { populate: ['event'] });

/** Whose sign-up is approved at once, by pattern. */
export const listPreapprovals = (em: EntityManager, eventId: string): Promise<Preapproval[]> =>
  em.find(Preapproval, { event: eventId }, { orderBy: { pattern: 'asc' }, limit: 5000 });

/** Whether the user has a proven address that the event approves at once. */
export async function isPreapproved(em: EntityManager, userId: string, eventId: string): Promise<boolean> {
  const rows = await em.execute(
    `select 1 from preapproval a join "user" u
        on a.pattern = u.email or a.pattern = '@' || split_part(u.email, '@', 2)
      where a.event_id = ? and u.id = ? and u.email_confirmed_at is not null`,
    [eventId, userId],
  );
  return rows.length > 0;
}
