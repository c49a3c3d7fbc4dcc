import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import { notFound } from '../errors.js';
import { reviseFinalResult } from '../final/keep-final-result.js';
import { inBackground } from '../in-background.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import { notifyTeamOf } from '../notifications/notify-team.js';
import { type Refusal, refusal } from '../refusal.js';
import { type CancelDeps, cancelCurrentEvaluation, untold } from './cancel-submission.js';
import { stopFoldRuns } from './stop-fold-runs.js';
import type { SubmissionStanding } from './submission.entity.js';

/** What a submission becomes: out of the game by its own team or by an organiser, or back in it. */
export interface StandingChange {
  submissionId: string;
  standing: SubmissionStanding;
  /** Why; for its team and the organisers. */
  note: string | null;
}

/**
 * Takes a submission out of boards and blends, or back in. What is taken out is not judged any further. Who may, the
 * caller has checked.
 */
export async function changeStanding(
  viewer: Viewer,
  { submissionId, standing, note }: StandingChange,
  deps: CancelDeps,
): Promise<{ refusal: Refusal | null }> {
  const { em, clock, topics } = deps;
  const changed = await em.fork().transactional(async (tx) => {
    // Not "for update": rows that refer to the submission may be inserted meanwhile.
    const [submission] = await tx.execute<{ standing: SubmissionStanding; name: string; event_id: string }[]>(
      `select s.standing, s.name, p.event_id from submission s join participation p on p.id = s.participation_id
        where s.id = ? for no key update of s`,
      [submissionId],
    );
    if (submission === undefined) throw notFound('submission');
    const refused = refuseChange(submission.standing, standing);
    if (refused !== null) return { refusal: refused };
    const cancelled = standing === 'COUNTED' ? null : await cancelCurrentEvaluation(tx, submissionId, deps);
    await tx.execute(
      'update submission set standing = ?, standing_note = ?, standing_changed_at = ?, standing_changed_by_id = ? where id = ?',
      [standing, note, clock.now(), viewer.id, submissionId],
    );
    const eventId = submission.event_id;
    await recordAct(
      tx,
      {
        actor: viewer,
        act: acts[standing],
        eventId,
        subject: { kind: 'submission', id: submissionId },
        details: { note },
      },
      deps,
    );
    if (standing === 'DISQUALIFIED') {
      const title = `“${submission.name}” was disqualified`;
      const news = {
        kind: 'SUBMISSION',
        title,
        body: note ?? '',
        path: `/submissions/${submissionId}`,
        eventId,
      } as const;
      await notifyTeamOf(tx, submissionId, news, deps);
    }
    await touchBoard(tx, submissionId);
    const reason = `“${submission.name}” ${outcomes[standing]}${note === null ? '.' : `: ${note}`}`;
    await reviseFinalResult(tx, eventId, { reason, by: viewer.id }, deps);
    return { refusal: null, stopped: cancelled?.stopped ?? [], eventId };
  });
  if (changed.refusal !== null) return { refusal: changed.refusal };
  topics.submissionChanged(submissionId, true);
  topics.leaderboardChanged(changed.eventId);
  inBackground(stopFoldRuns(changed.stopped, deps), deps.log, untold);
  return { refusal: null };
}

function refuseChange(from: SubmissionStanding, to: SubmissionStanding): Refusal | null {
  if (from === to) return refusal('ALREADY_DONE', `It is ${words[to]} already.`);
  // A team must not turn its disqualification into something milder.
  if (from === 'DISQUALIFIED' && to === 'WITHDRAWN') return refusal('INVALID', 'It is disqualified.');
  return null;
}

const words: Record<SubmissionStanding, string> = {
  COUNTED: 'counted',
  WITHDRAWN: 'withdrawn',
  DISQUALIFIED: 'disqualified',
};

/** What a revision of the final result says of it. */
const outcomes: Record<SubmissionStanding, string> = {
  COUNTED: 'counts again',
  WITHDRAWN: 'was withdrawn',
  DISQUALIFIED: 'was disqualified',
};

const acts: Record<SubmissionStanding, string> = {
  COUNTED: 'reinstateSubmission',
  WITHDRAWN: 'withdrawSubmission',
  DISQUALIFIED: 'disqualifySubmission',
};
