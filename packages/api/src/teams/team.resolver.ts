import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { notFound } from '../errors.js';
import { Event } from '../events/event.entity.js';
import { eventPhase, isArchived } from '../events/event.policy.js';
import { seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import type { User } from '../users/user.entity.js';
import { Team } from './team.entity.js';
import { TeamDepartureView, TeamList, TeamMemberView, TeamRights } from './team.inputs.js';
import {
  canAct,
  canListOpenTeams,
  canListTeams,
  canSeeInvitations,
  isFrozen,
  type TeamAct,
  type TeamAudience,
} from './team.policy.js';
import { findTeam, listDepartures, listOpenTeams, listPendingOf, listTeams, listTeamsOf } from './team.queries.js';
import { TeamInvitation } from './team-invitation.entity.js';

/** What a team shows. Its name and members are for everyone who sees the event: boards and submissions name them. */
@Resolver(() => Team)
export class TeamResolver {
  @Query(() => Team, { nullable: true, description: 'Null when there is none, or none for the viewer.' })
  async team(@Arg('id', () => ID) id: string, @Ctx() { em, loaders }: RequestContext): Promise<Team | null> {
    const team = isUuid(id) ? await findTeam(em, id) : null;
    return team !== null && (await seesEvent((await team.event.loadOrFail()) as Event, { loaders })) ? team : null;
  }

  @Subscription(() => Team, {
    nullable: true,
    description:
      'The team now, and again whenever its people, its name, its invitations or requests change; null once the viewer is no longer in it. NOT_FOUND for all but its members and the event’s admins.',
    subscribe: async ({ args, context }) => {
      const request = context as RequestContext;
      const team = await findWatched(args['id'] as string, request);
      if (team === null) throw notFound('team');
      return request.topics.teamChanges(team.id);
    },
  })
  async teamChanged(
    @Arg('id', () => ID) _id: string,
    @Root() { teamId }: { teamId: string },
    @Ctx() context: RequestContext,
  ): Promise<Team | null> {
    await context.renew();
    return findWatched(teamId, context);
  }

  @FieldResolver(() => Event)
  event(@Root() team: Team): Promise<Event> {
    return team.event.loadOrFail() as Promise<Event>;
  }

  @FieldResolver(() => [TeamMemberView], { description: 'The leader first, then who has been in it longest.' })
  members(@Root() team: Team, @Ctx() { loaders }: RequestContext): Promise<TeamMemberView[]> {
    return loaders.teamMembers.load(team.id);
  }

  @FieldResolver(() => Boolean, { description: 'The viewer’s own.' })
  async isMine(@Root() team: Team, @Ctx() context: RequestContext): Promise<boolean> {
    return (await audienceOfTeam(team, context)).isMember;
  }

  @FieldResolver(() => [TeamInvitation], {
    nullable: true,
    description: 'Those that wait for an answer; null for all but its members and the event’s admins.',
  })
  async invitations(@Root() team: Team, @Ctx() context: RequestContext): Promise<TeamInvitation[] | null> {
    if (!canSeeInvitations(await audienceOfTeam(team, context))) return null;
    return listPendingOf(context.em, team.id, ['MEMBER', 'MERGE'], context.clock.now());
  }

  @FieldResolver(() => [TeamInvitation], {
    nullable: true,
    description: 'Who asks to join and has no answer yet; null for all but its members and the event’s admins.',
  })
  async requests(@Root() team: Team, @Ctx() context: RequestContext): Promise<TeamInvitation[] | null> {
    if (!canSeeInvitations(await audienceOfTeam(team, context))) return null;
    return listPendingOf(context.em, team.id, ['REQUEST'], context.clock.now());
  }

  @FieldResolver(() => Boolean, { description: 'It has sent a submission: its name stays, and it merges no more.' })
  hasSubmitted(@Root() team: Team, @Ctx() { loaders }: RequestContext): Promise<boolean> {
    return loaders.hasSubmitted.load(team.id);
  }

  @FieldResolver(() => TeamRights)
  async rights(@Root() team: Team, @Ctx() context: RequestContext): Promise<TeamRights> {
    const event = await team.event.loadOrFail();
    const now = context.clock.now();
    const [audience, hasSubmitted] = await Promise.all([
      audienceOfTeam(team, context),
      context.loaders.hasSubmitted.load(team.id),
    ]);
    const moment = {
      phase: isArchived(event) ? ('CLOSED' as const) : eventPhase(event, now),
      isFrozen: isFrozen(event, now),
      hasSubmitted,
    };
    const can = (act: TeamAct) => canAct(act, audience, moment);
    return {
      rename: can('rename'),
      invite: can('invite'),
      revoke: can('revoke'),
      merge: can('merge'),
      remove: can('remove'),
      handOver: can('handOver'),
      leave: can('leave'),
      select: can('select'),
      answer: can('answer'),
      openUp: can('openUp'),
    };
  }
}

/** Where somebody competes. */
@Resolver()
export class MyTeamsResolver {
  @Query(() => [Team], {
    description: 'The viewer’s teams in all events that they may see, those that close last first.',
  })
  async myTeams(@Ctx() { em, viewer, loaders }: RequestContext): Promise<Team[]> {
    if (viewer === null) return [];
    const teams = await listTeamsOf(em, viewer.id);
    const visible = await Promise.all(
      teams.map(async ({ event }) => seesEvent((await event.loadOrFail()) as Event, { loaders })),
    );
    return teams.filter((_team, index) => visible[index]);
  }
}

/** What organisers see of all teams of an event. */
@Resolver(() => Event)
export class EventTeamsResolver {
  @FieldResolver(() => Boolean, { description: 'Teams stay as they are by now, on the server’s clock.' })
  areTeamsFrozen(@Root() event: Event, @Ctx() { clock }: RequestContext): boolean {
    return isFrozen(event, clock.now());
  }

  @FieldResolver(() => TeamList, { nullable: true, description: 'By name. Null for all but the event’s admins.' })
  async teams(
    @Root() event: Event,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('offset', () => Int, { defaultValue: 0 }) offset: number,
    @Arg('search', () => String, { nullable: true, description: 'In the names of teams and members.' })
    search: string | null,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<TeamList | null> {
    if (!canListTeams({ isAdmin: await loaders.administers.load(event.id) })) return null;
    return listTeams(em, event.id, pageOf({ first, offset, search }));
  }

  @FieldResolver(() => TeamList, {
    nullable: true,
    description:
      'Teams that the viewer can ask to be taken in, by name: they want to be asked, and have room. Null for all but participants.',
  })
  async openTeams(
    @Root() event: Event,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('offset', () => Int, { defaultValue: 0 }) offset: number,
    @Arg('search', () => String, { nullable: true, description: 'In the names of teams and members.' })
    search: string | null,
    @Ctx() { em, viewer, loaders }: RequestContext,
  ): Promise<TeamList | null> {
    const mine = await loaders.myParticipation.load(event.id);
    if (viewer === null || !canListOpenTeams({ isParticipant: mine !== null })) return null;
    return listOpenTeams(em, event, viewer.id, pageOf({ first, offset, search }));
  }

  @FieldResolver(() => [TeamDepartureView], {
    nullable: true,
    description:
      'Who left teams that had submitted, newest first, at most 200: they cannot sign up again alone. Null for all but the event’s admins.',
  })
  async teamDepartures(
    @Root() event: Event,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<TeamDepartureView[] | null> {
    if (!canListTeams({ isAdmin: await loaders.administers.load(event.id) })) return null;
    const departures = await listDepartures(em, event.id);
    return departures.map(({ user, team, at }) => ({
      user: user.unwrap() as User,
      team: team.unwrap() as Team,
      at,
    }));
  }
}

const pageOf = ({ first, offset, search }: { first: number; offset: number; search: string | null }) => ({
  first: Math.min(Math.max(first, 0), 200),
  offset: Math.max(offset, 0),
  search: search?.slice(0, 100) || null,
});

/** A team whose changes the viewer may follow; null for others. */
async function findWatched(id: string, context: RequestContext): Promise<Team | null> {
  const team = isUuid(id) ? await findTeam(context.em, id) : null;
  return team !== null && canSeeInvitations(await audienceOfTeam(team, context)) ? team : null;
}

async function audienceOfTeam(team: Team, { viewer, loaders }: RequestContext): Promise<TeamAudience> {
  const [isAdmin, members] = await Promise.all([
    loaders.administers.load(team.event.id),
    loaders.teamMembers.load(team.id),
  ]);
  const mine = members.find(({ user }) => user.id === viewer?.id);
  return { isAdmin, isMember: mine !== undefined, isLeader: mine?.isLeader === true };
}
