import type { Viewer } from '../auth/viewer.js';
import { type Refusal, refusal } from '../refusal.js';
import { actOnTeam, type TeamDeps, type TeamScene } from './act-on-team.js';
import type { LockedMember } from './lock-teams.js';
import { makeLeader, removeMember } from './move-members.js';
import { tellMembers } from './team-news.js';

/**
 * Takes the viewer out of their team, and with them their access to all that is the team's. A leader says who leads next, or
 * it is who has been there longest. The last one takes the team out of the event, unless it has submitted.
 */
export async function leaveTeam(
  viewer: Viewer,
  { teamId, successorId = null }: { teamId: string; successorId?: string | null },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  const act = { teamId, act: 'leave', mutation: 'leaveTeam' } as const;
  return changeMembers(viewer, act, deps, async (scene) => {
    const { tx, team, event, now } = scene;
    const me = memberOf(scene, viewer.id);
    if (me === null) return gone();
    if (team.members.length === 1 && team.state === 'REJECTED') {
      return refusal('NOT_APPROVED', 'The organisers have turned your participation down.');
    }
    if (team.members.length === 1 && team.hasSubmitted) {
      return refusal('INVALID', 'You are the last of a team that has submitted. You can withdraw its submissions.');
    }
    const successor = successorId === null ? null : memberOf(scene, successorId);
    if (successorId !== null && (successor === null || successor.userId === viewer.id)) {
      return refusal('INVALID', 'Who leads next must be in the team.', { field: 'successorId' });
    }
    await removeMember(tx, team, viewer.id, now);
    if (me.isLeader && successor !== null) await makeLeader(tx, team, successor.userId);
    const title = `${me.username} left “${team.name}”`;
    const body = 'What they have submitted stays with the team.';
    await tellMembers(tx, { members: team.members, except: viewer.id, event, title, body }, deps);
    return null;
  });
}

/** Takes a member out of a team. Its leader; organisers. */
export async function removeTeamMember(
  viewer: Viewer,
  { teamId, userId }: { teamId: string; userId: string },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  const act = { teamId, act: 'remove', mutation: 'removeTeamMember', details: { userId } } as const;
  return changeMembers(viewer, act, deps, async (scene) => {
    const { tx, team, event, now } = scene;
    const member = memberOf(scene, userId);
    if (member === null) return gone();
    if (userId === viewer.id) return refusal('INVALID', 'You can leave the team instead.', { field: 'userId' });
    if (team.members.length === 1) return refusal('INVALID', 'A team keeps its last member.', { field: 'userId' });
    await removeMember(tx, team, userId, now);
    const title = `${member.username} is no longer in “${team.name}”`;
    const body = 'What they have submitted stays with the team.';
    await tellMembers(tx, { members: team.members, except: viewer.id, event, title, body }, deps);
    return null;
  });
}

/** Makes another member the leader. The leader; organisers. */
export async function handOverTeam(
  viewer: Viewer,
  { teamId, userId }: { teamId: string; userId: string },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  const act = { teamId, act: 'handOver', mutation: 'handOverTeam', details: { userId } } as const;
  return changeMembers(viewer, act, deps, async (scene) => {
    const { tx, team, event } = scene;
    const member = memberOf(scene, userId);
    if (member === null) return gone();
    if (member.isLeader) return refusal('ALREADY_DONE', `${member.username} leads the team already.`);
    await makeLeader(tx, team, userId);
    const title = `${member.username} leads “${team.name}” now`;
    const body = 'The leader invites, removes and renames.';
    await tellMembers(tx, { members: team.members, except: viewer.id, event, title, body }, deps);
    return null;
  });
}

async function changeMembers(
  viewer: Viewer,
  act: Parameters<typeof actOnTeam>[1],
  deps: TeamDeps,
  work: (scene: TeamScene) => Promise<Refusal | null>,
): Promise<{ refusal: Refusal | null }> {
  return { refusal: await actOnTeam(viewer, act, deps, work) };
}

const memberOf = ({ team }: TeamScene, id: string): LockedMember | null =>
  team.members.find(({ userId }) => userId === id) ?? null;
const gone = (): Refusal => refusal('STALE', 'They are not in this team any more.');
