import type { Viewer } from '../auth/viewer.js';
import type { Refusal } from '../refusal.js';
import { actOnTeam, type TeamDeps } from './act-on-team.js';

/** Lets participants ask to join a team, or no longer; who has asked before can still be answered. Its leader; organisers. */
export async function setTakesRequests(
  viewer: Viewer,
  { teamId, takesRequests }: { teamId: string; takesRequests: boolean },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  const act = { teamId, act: 'openUp', mutation: 'setTakesRequests', details: { takesRequests } } as const;
  const refused = await actOnTeam(viewer, act, deps, async ({ tx }) => {
    await tx.execute('update team set takes_requests = ? where id = ?', [takesRequests, teamId]);
    return null;
  });
  return { refusal: refused };
}
