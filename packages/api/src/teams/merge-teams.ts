import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import { findEventById, isEventAdmin } from '../events/event.queries.js';
import { type Refusal, refusal } from '../refusal.js';
import { inTeamTransaction, momentOf, type TeamDeps } from './act-on-team.js';
import { type LockedTeam, lockTeams } from './lock-teams.js';
import { addMember, dissolve, refuseSize } from './move-members.js';
import { refuseTeamAct } from './team.policy.js';
import { tellMembers, tellOfNewTeam } from './team-news.js';

interface Merge {
  into: LockedTeam;
  from: LockedTeam;
  /** Organisers do it: they need nobody's approval, and no freeze binds them. */
  isAdmin: boolean;
  /** Who does it, and is not told. */
  by: string;
}

/** Two locked teams, neither of which has submitted, become one under the name of the first. */
export async function mergeLocked(
  tx: EntityManager,
  { into, from, isAdmin, by }: Merge,
  deps: TeamDeps,
): Promise<Refusal | null> {
  const event = await findEventById(tx, into.eventId);
  if (event === null || from.eventId !== into.eventId) throw notFound('team');
  if (from.id === into.id) return refusal('INVALID', 'These are the same team.');
  const now = deps.clock.now();
  const refused =
    refuseTeamAct('merge', { isAdmin }, momentOf(into, event, now)) ??
    refuseTeamAct('merge', { isAdmin }, momentOf(from, event, now)) ??
    (isAdmin || (into.state === 'APPROVED' && from.state === 'APPROVED')
      ? null
      : refusal('NOT_APPROVED', 'The organisers have not approved both teams yet.')) ??
    refuseSize(into, from.members.length, event);
  if (refused !== null) return refused;
  await dissolve(tx, from);
  for (const { userId } of from.members) await addMember(tx, into, userId, now);
  const members = [...into.members, ...from.members];
  const title = `“${from.name}” has become part of “${into.name}”`;
  await tellMembers(tx, { members, except: by, event, title, body: `You are ${members.length} now.` }, deps);
  return null;
}

/** Merges two teams without asking them. Organisers. */
export async function mergeTeams(
  viewer: Viewer,
  { teamId, otherTeamId }: { teamId: string; otherTeamId: string },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  let eventId = '';
  const refused = await inTeamTransaction(deps, async (tx) => {
    const locked = await lockTeams(tx, [teamId, otherTeamId]);
    const [into, from] = [locked.get(teamId), locked.get(otherTeamId)];
    if (into === undefined || from === undefined) throw notFound('team');
    eventId = into.eventId;
    if (!(await isEventAdmin(tx, viewer, eventId))) throw new AppError('FORBIDDEN', 'Only organisers may do this.');
    const subject = { kind: 'team', id: into.id };
    const details = { otherTeamId, otherTeam: from.name, team: into.name };
    await recordAct(tx, { actor: viewer, act: 'mergeTeams', eventId, subject, details }, deps);
    return mergeLocked(tx, { into, from, isAdmin: true, by: viewer.id }, deps);
  });
  if (refused === null) tellOfNewTeam({ teamId, eventId, goneId: otherTeamId }, deps);
  return { refusal: refused };
}
