import type { EventPhase } from '../events/event.policy.js';
import { type Refusal, refusal } from '../refusal.js';

/** Who asks, as seen from a team. */
export interface TeamAudience {
  /** Runs the event: a site admin, or one of its own. */
  isAdmin: boolean;
  isMember: boolean;
  isLeader: boolean;
}

/** How things stand with a team. */
export interface TeamMoment {
  phase: EventPhase;
  /** The day is past after which teams stay as they are. */
  isFrozen: boolean;
  /** It has sent a submission, whatever became of it. */
  hasSubmitted: boolean;
}

/**
 * What is done to a team. `merge` is asked of both teams, `select` chooses what counts in the final, `answer` is said to who asks
 * to join, and `openUp` is to let people ask, or no longer.
 */
export const teamActs = [
  'rename',
  'invite',
  'revoke',
  'join',
  'merge',
  'remove',
  'handOver',
  'leave',
  'select',
  'answer',
  'openUp',
] as const;
export type TeamAct = (typeof teamActs)[number];

const byMember: readonly TeamAct[] = ['leave', 'select'];
const untilFrozen: readonly TeamAct[] = ['rename', 'invite', 'join', 'merge', 'remove', 'openUp'];

/** Whose business it is, whatever the moment: the leader's, for some acts every member's; organisers may do all but leave. */
export function mayAct(act: TeamAct, { isAdmin, isMember, isLeader }: TeamAudience): boolean {
  if (act === 'leave') return isMember;
  return isAdmin || (byMember.includes(act) ? isMember : isLeader);
}

/** Why it cannot be done now; null when it can. Organisers are not bound by the freeze, nor to the first name. */
export function refuseTeamAct(
  act: TeamAct,
  { isAdmin }: Pick<TeamAudience, 'isAdmin'>,
  { phase, isFrozen, hasSubmitted }: TeamMoment,
): Refusal | null {
  if (phase === 'CLOSED') return refusal('NOT_OPEN', 'This event has closed: its teams and results are final.');
  if (act === 'merge' && hasSubmitted) {
    return refusal('TOO_LATE', 'Teams merge before their first submission, and one of the two has submitted.');
  }
  if (isAdmin) return null;
  if (isFrozen && untilFrozen.includes(act)) {
    return refusal('TOO_LATE', 'Teams are frozen: they stay as they are until the event closes.');
  }
  return act === 'rename' && hasSubmitted
    ? refusal('TOO_LATE', 'A team keeps the name with which it first submitted.')
    : null;
}

/** Whether a page should offer it. */
export const canAct = (act: TeamAct, audience: TeamAudience, moment: TeamMoment): boolean =>
  mayAct(act, audience) && refuseTeamAct(act, audience, moment) === null;

/** Whom a team has invited, and who has asked to join: its members, and organisers. */
export const canSeeInvitations = ({ isAdmin, isMember }: TeamAudience): boolean => isAdmin || isMember;

/** All teams of an event in one list, with who left them: organisers. */
export const canListTeams = ({ isAdmin }: Pick<TeamAudience, 'isAdmin'>): boolean => isAdmin;

/** Which teams there are to join: whoever is in the event, or has asked to be. */
export const canListOpenTeams = ({ isParticipant }: { isParticipant: boolean }): boolean => isParticipant;

/** Whether teams of the event stay as they are by now. */
export const isFrozen = (event: { teamsFreezeAt?: Date | null | undefined; closesAt: Date }, now: Date): boolean =>
  now >= (event.teamsFreezeAt ?? event.closesAt);
