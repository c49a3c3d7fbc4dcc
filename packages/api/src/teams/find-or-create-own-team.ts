import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { Team } from './team.entity.js';
import { TeamMember } from './team-member.entity.js';

/** The user's team of one, made when first needed. Inside a transaction; two at once end with the same team. */
export async function findOrCreateOwnTeam(
  user: { id: string; username: string },
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<Team> {
  const known = await em.findOne(Team, { soleMember: user.id });
  if (known !== null) return known;
  const now = clock.now();
  await em.upsert(
    Team,
    { name: user.username, soleMember: user.id, createdAt: now, id: crypto.randomUUID() },
    { onConflictFields: ['soleMember'], onConflictAction: 'ignore' },
  );
  const team = await em.findOneOrFail(Team, { soleMember: user.id });
  await em.upsert(
    TeamMember,
    { team: team.id, user: user.id, joinedAt: now },
    { onConflictFields: ['team', 'user'], onConflictAction: 'ignore' },
  );
  return team;
}
