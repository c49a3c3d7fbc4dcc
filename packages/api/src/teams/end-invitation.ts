import type { EntityManager } from '@mikro-orm/postgresql';
import { type Refusal, refusal } from '../refusal.js';
import type { TeamInvitationKind, TeamInvitationState } from './team-invitation.entity.js';

/** What an answer to an invitation goes by. */
export interface InvitationRow {
  id: string;
  team_id: string;
  kind: TeamInvitationKind;
  user_id: string | null;
  invited_team_id: string | null;
  state: TeamInvitationState;
  expires_at: string | Date;
}

/** An invitation as it is now, without a lock; null when there is none. */
export async function readInvitation(em: EntityManager, id: string): Promise<InvitationRow | null> {
  const [row] = await em.execute<InvitationRow[]>(
    'select id, team_id, kind, user_id, invited_team_id, state, expires_at from team_invitation where id = ?',
    [id],
  );
  return row ?? null;
}

/** Ends an invitation that waits, once; after its team was locked. */
export async function endInvitation(
  tx: EntityManager,
  id: string,
  state: 'ACCEPTED' | 'DECLINED',
  now: Date,
): Promise<Refusal | null> {
  const ended = await tx.execute<unknown[]>(
    `update team_invitation set state = ?, ended_at = ? where id = ? and state = 'PENDING' and expires_at > ? returning id`,
    [state, now, id, now],
  );
  if (ended.length > 0) return null;
  const request = await readInvitation(tx, id);
  return request?.kind === 'REQUEST'
    ? refusal('TOO_LATE', 'This request is no longer good: it was answered, or taken back.')
    : refusal('TOO_LATE', 'This invitation is no longer good. The team can send another one.');
}
