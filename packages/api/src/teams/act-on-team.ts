import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { AppError, notFound } from '../errors.js';
import type { Event } from '../events/event.entity.js';
import { eventPhase, isArchived } from '../events/event.policy.js';
import { findEventById, isEventAdmin } from '../events/event.queries.js';
import type { Publisher } from '../graphql/pubsub.js';
import { type Refusal, refusal } from '../refusal.js';
import { type LockedTeam, lockTeams } from './lock-teams.js';
import { isFrozen, mayAct, refuseTeamAct, type TeamAct, type TeamAudience } from './team.policy.js';

export interface TeamDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
}

/** What an act on a team is done with: the team under lock, its event, and whether an organiser does it for the team. */
export interface TeamScene {
  tx: EntityManager;
  team: LockedTeam;
  event: Event;
  isAdmin: boolean;
  now: Date;
}

interface ActRequest {
  teamId: string;
  act: TeamAct;
  /** The mutation, for the audit log, where an organiser does what is the team's own business. */
  mutation: string;
  details?: Record<string, unknown>;
  /** What to call not found where only the team's own people may know that it exists. */
  secret?: string;
}

/** Locks the team, asks the policy, does the work in the same transaction, and writes down what organisers do to teams of others. */
export async function actOnTeam(
  viewer: Viewer,
  { teamId, act, mutation, details = {}, secret }: ActRequest,
  deps: TeamDeps,
  work: (scene: TeamScene) => Promise<Refusal | null>,
): Promise<Refusal | null> {
  const refused = await inTeamTransaction(deps, async (tx) => {
    const team = (await lockTeams(tx, [teamId])).get(teamId);
    const event = team === undefined ? null : await findEventById(tx, team.eventId);
    if (team === undefined || event === null) throw notFound('team');
    const audience = await admit(tx, viewer, team, act, secret);
    const { isAdmin } = audience;
    const now = deps.clock.now();
    const refused =
      refuseTeamAct(act, audience, momentOf(team, event, now)) ?? (await work({ tx, team, event, isAdmin, now }));
    if (refused === null) await recordForOthers(tx, viewer, team, { act, audience, mutation, details }, deps);
    return refused;
  });
  if (refused === null) deps.topics.teamChanged(teamId);
  return refused;
}

/** Who the viewer is to a locked team. Throws for those whose business the act is not. */
export async function admit(
  tx: EntityManager,
  viewer: Viewer,
  team: LockedTeam,
  act: TeamAct,
  secret?: string,
): Promise<TeamAudience> {
  const member = team.members.find(({ userId }) => userId === viewer.id);
  const isAdmin = await isEventAdmin(tx, viewer, team.eventId);
  const audience = { isAdmin, isMember: member !== undefined, isLeader: member?.isLeader === true };
  if (secret !== undefined && !isAdmin && member === undefined) throw notFound(secret);
  if (!mayAct(act, audience)) throw new AppError('FORBIDDEN', 'You may not do this to this team.');
  return audience;
}

/** Writes down what an organiser did to a team that is not their own; nothing else. */
export async function recordForOthers(
  tx: EntityManager,
  viewer: Viewer,
  team: LockedTeam,
  done: { act: TeamAct; audience: TeamAudience; mutation: string; details: Record<string, unknown> },
  deps: Pick<TeamDeps, 'clock'>,
): Promise<void> {
  if (mayAct(done.act, { ...done.audience, isAdmin: false })) return;
  const subject = { kind: 'team', id: team.id };
  const act = { actor: viewer, act: done.mutation, eventId: team.eventId, subject, details: done.details };
  await recordAct(tx, act, deps);
}

/** How things stand with a locked team. */
export const momentOf = (team: LockedTeam, event: Event, now: Date) => ({
  phase: isArchived(event) ? ('CLOSED' as const) : eventPhase(event, now),
  isFrozen: isFrozen(event, now),
  hasSubmitted: team.hasSubmitted,
});

/** A transaction of its own that a refusal undoes; what the database forbids, because others were faster, is a refusal too. */
export async function inTeamTransaction(
  { em }: Pick<TeamDeps, 'em'>,
  work: (tx: EntityManager) => Promise<Refusal | null>,
): Promise<Refusal | null> {
  try {
    await em.fork().transactional(async (tx) => {
      const refused = await work(tx);
      if (refused !== null) throw new Refused(refused);
    });
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return refusal('STALE', 'This changed at the same moment. Look again, and repeat it if you still want to.');
  }
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}
