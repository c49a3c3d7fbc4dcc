import type { EvaluationState } from '@databoard/shared/evaluation-state';
import { isEvaluationFailed } from '@databoard/shared/evaluation-state';
import type { Viewer } from '../auth/viewer.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import { type Refusal, refusal } from '../refusal.js';
import type { SubmissionStanding } from '../submissions/submission.entity.js';
import { actOnTeam, type TeamDeps } from '../teams/act-on-team.js';

const field = 'submissionIds';

/**
 * Chooses which of a team's submissions count in the final, in place of what was chosen before; none leaves the choice to
 * their public scores. Its members and organisers, until the event closes.
 */
export async function selectForFinal(
  viewer: Viewer,
  { teamId, submissionIds }: { teamId: string; submissionIds: readonly string[] },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null; changedIds: string[] }> {
  const wanted = new Set(submissionIds.map((id) => id.toLowerCase()));
  let changedIds: string[] = [];
  let eventId = '';
  const details = { submissionIds: [...wanted] };
  const act = { teamId, act: 'select', mutation: 'selectForFinal', details } as const;
  const refused = await actOnTeam(viewer, act, deps, async ({ tx, team, event, now }) => {
    eventId = event.id;
    const max = event.finalSelectionMax ?? null;
    if (max === null) return refusal('INVALID', 'In this event, a team’s best submission counts by itself.', { field });
    if (wanted.size > max) return refusal('TOO_MANY', `Your team can choose ${max} at most.`, { field });
    const rows = await tx.execute<
      { id: string; name: string; standing: SubmissionStanding; state: EvaluationState; is_selected: boolean }[]
    >(
      `select s.id, s.name, s.standing, e.state, f.submission_id is not null as is_selected
         from submission s join evaluation e on e.submission_id = s.id and e.is_current
         left join final_selection f on f.submission_id = s.id
        where s.participation_id = ?`,
      [team.participationId],
    );
    const chosen = rows.filter(({ id }) => wanted.has(id));
    if (chosen.length < wanted.size) return refusal('INVALID', 'This is not a submission of the team.', { field });
    // What was chosen before may stay, whatever has become of it: it drops out by itself.
    const out = chosen.find((row) => !row.is_selected && (row.standing !== 'COUNTED' || isEvaluationFailed(row.state)));
    if (out !== undefined) return refusal('INVALID', `“${out.name}” does not count, and cannot be chosen.`, { field });
    const changed = rows.filter(({ id, is_selected }) => wanted.has(id) !== is_selected);
    for (const { id, is_selected } of changed) {
      if (is_selected) await tx.execute('delete from final_selection where submission_id = ?', [id]);
      else {
        await tx.execute('insert into final_selection (submission_id, selected_by_id, selected_at) values (?, ?, ?)', [
          id,
          viewer.id,
          now,
        ]);
      }
    }
    changedIds = changed.map(({ id }) => id);
    for (const id of changedIds) await touchBoard(tx, id);
    return null;
  });
  if (refused !== null) return { refusal: refused, changedIds: [] };
  if (changedIds.length > 0) deps.topics.leaderboardChanged(eventId);
  for (const id of changedIds) deps.topics.submissionChanged(id);
  return { refusal: null, changedIds };
}
