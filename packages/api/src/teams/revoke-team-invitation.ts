import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import { notFound } from '../errors.js';
import { type Refusal, refusal } from '../refusal.js';
import { actOnTeam, inTeamTransaction, type TeamDeps } from './act-on-team.js';
import { TeamInvitation } from './team-invitation.entity.js';

/** Takes an invitation back that nobody has answered. The leader of the team that invites; organisers; of a request, who asks. */
export async function revokeTeamInvitation(
  viewer: Viewer,
  invitationId: string,
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null; teamId: string }> {
  const invitation = await deps.em.fork().findOne(TeamInvitation, invitationId);
  if (invitation === null) throw notFound('invitation');
  const teamId = invitation.team.id;
  const end = async (tx: EntityManager, now: Date) => {
    const ended = await tx.execute<unknown[]>(
      `update team_invitation set state = 'REVOKED', ended_at = ? where id = ? and state = 'PENDING' returning id`,
      [now, invitationId],
    );
    return ended.length > 0 ? null : refusal('TOO_LATE', 'It has been answered, or taken back, already.');
  };
  if (invitation.kind === 'REQUEST') {
    if (invitation.user?.id !== viewer.id) throw notFound('invitation');
    const refused = await inTeamTransaction(deps, (tx) => end(tx, deps.clock.now()));
    if (refused === null) deps.topics.teamChanged(teamId);
    return { refusal: refused, teamId };
  }
  const details = { invitationId };
  const act = { teamId, act: 'revoke', mutation: 'revokeTeamInvitation', details, secret: 'invitation' } as const;
  return { refusal: await actOnTeam(viewer, act, deps, ({ tx, now }) => end(tx, now)), teamId };
}
