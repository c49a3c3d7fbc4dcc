import type { Viewer } from '../auth/viewer.js';
import { touchBoardOfParticipations } from '../leaderboard/touch-board.js';
import { type Refusal, refusal } from '../refusal.js';
import { actOnTeam, type TeamDeps } from './act-on-team.js';
import { nameKey, refuseTeamName, tidyName } from './team-name.js';

/** Gives a team another name. Its leader until the first submission; organisers. */
export async function renameTeam(
  viewer: Viewer,
  request: { teamId: string; name: string },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  const name = tidyName(request.name);
  const refused = refuseTeamName(name);
  if (refused !== null) return { refusal: refused };
  let eventId = '';
  const act = { teamId: request.teamId, act: 'rename', mutation: 'renameTeam', details: { name } } as const;
  const refusedAct = await actOnTeam(viewer, act, deps, async ({ tx, team, event }) => {
    eventId = event.id;
    const [taken] = await tx.execute(
      `select 1 from team where event_id = ? and name_key = ? and id <> ?
        union all
       select 1 from "user" where username = ? and id <> all(?::uuid[])`,
      // Nobody shall pass for somebody else: a user's name is for a team that the user is in.
      [event.id, nameKey(name), team.id, nameKey(name), `{${team.members.map(({ userId }) => userId).join(',')}}`],
    );
    if (taken !== undefined) {
      return refusal('TAKEN', 'Another team, or somebody who may enter, has this name.', { field: 'name' });
    }
    await tx.execute('update team set name = ?, name_key = ? where id = ?', [name, nameKey(name), team.id]);
    await touchBoardOfParticipations(tx, event.id, [team.participationId]);
    return null;
  });
  if (refusedAct === null) deps.topics.leaderboardChanged(eventId);
  return { refusal: refusedAct };
}
