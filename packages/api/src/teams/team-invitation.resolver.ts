import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { notFound } from '../errors.js';
import type { Event } from '../events/event.entity.js';
import { seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { acceptTeamInvitation, claimTeamInvitation, declineTeamInvitation } from './answer-team-invitation.js';
import { askToJoinTeam } from './ask-to-join-team.js';
import { inviteToTeam, proposeMerge } from './invite-to-team.js';
import { revokeTeamInvitation } from './revoke-team-invitation.js';
import { Team } from './team.entity.js';
import {
  AskToJoinTeamInput,
  InviteToTeamInput,
  ProposeTeamMergeInput,
  TeamInvitationInput,
  TeamInvitationResult,
  TeamResult,
} from './team.inputs.js';
import { findInvitation, findTeam, listPendingFor, listRequestsOf } from './team.queries.js';
import { TeamInvitation } from './team-invitation.entity.js';

@Resolver(() => TeamInvitation)
export class TeamInvitationResolver {
  @Query(() => [TeamInvitation], {
    description: 'Those that wait for the viewer’s answer; also to teams that they lead.',
  })
  async myTeamInvitations(
    @Arg('eventSlug', () => String, { nullable: true, description: 'Of this event alone.' }) eventSlug: string | null,
    @Ctx() { em, viewer, clock, loaders }: RequestContext,
  ): Promise<TeamInvitation[]> {
    if (viewer === null) return [];
    const pending = await listPendingFor(em, viewer.id, eventSlug ?? null, clock.now());
    const visible = await Promise.all(pending.map((invitation) => seesItsEvent(invitation, loaders)));
    return pending.filter((_invitation, index) => visible[index]);
  }

  @Query(() => [TeamInvitation], {
    description: 'What the viewer has asked of teams and no leader has answered yet.',
  })
  async myTeamRequests(
    @Arg('eventSlug', () => String, { nullable: true, description: 'Of this event alone.' }) eventSlug: string | null,
    @Ctx() { em, viewer, clock, loaders }: RequestContext,
  ): Promise<TeamInvitation[]> {
    if (viewer === null) return [];
    const pending = await listRequestsOf(em, viewer.id, eventSlug ?? null, clock.now());
    const visible = await Promise.all(pending.map((invitation) => seesItsEvent(invitation, loaders)));
    return pending.filter((_invitation, index) => visible[index]);
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamInvitationResult, {
    description:
      'Asks to be taken in. Who is alone in the event and has not submitted; what would keep them out when they come keeps them from asking.',
  })
  async askToJoinTeam(
    @Arg('input', () => AskToJoinTeamInput) { teamId }: AskToJoinTeamInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamInvitationResult> {
    const viewer = requireViewer(context.viewer);
    const team = await findTeam(context.em, teamId);
    if (team === null || !(await seesEvent((await team.event.loadOrFail()) as Event, context))) throw notFound('team');
    return invitationOf(await askToJoinTeam(viewer, teamId, context), context);
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamInvitationResult, { description: 'The team’s leader; the event’s admins.' })
  async inviteToTeam(
    @Arg('input', () => InviteToTeamInput) input: InviteToTeamInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamInvitationResult> {
    return invitationOf(await inviteToTeam(requireViewer(context.viewer), input, context), context);
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamInvitationResult, {
    description: 'Asks another team to become part of this one. The team’s leader; the event’s admins.',
  })
  async proposeTeamMerge(
    @Arg('input', () => ProposeTeamMergeInput) input: ProposeTeamMergeInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamInvitationResult> {
    return invitationOf(await proposeMerge(requireViewer(context.viewer), input, context), context);
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamResult, {
    description: 'The leader of the team that invited; the event’s admins; of a request, who asks.',
  })
  async revokeTeamInvitation(
    @Arg('input', () => TeamInvitationInput) { invitationId }: TeamInvitationInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    const done = await revokeTeamInvitation(requireViewer(context.viewer), invitationId, context);
    await context.renew();
    return { team: await findTeam(context.em, done.teamId), refusal: done.refusal };
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamInvitationResult, {
    description: 'Makes the invitation of a mail’s link the viewer’s, to be answered like any other.',
  })
  async claimTeamInvitation(
    @Arg('token', () => String) token: string,
    @Ctx() context: RequestContext,
  ): Promise<TeamInvitationResult> {
    const invitationId = await claimTeamInvitation(requireViewer(context.viewer), token, context);
    if (invitationId !== null) {
      const claimed = await invitationOf({ refusal: null, invitationId }, context);
      if (claimed.invitation != null && (await seesItsEvent(claimed.invitation, context.loaders))) return claimed;
    }
    return { refusal: refusal('TOO_LATE', 'This link is not good any more: ask the team for another invitation.') };
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamResult, {
    description:
      'Joins the team; for a merge, the leader brings the whole team. Who is invited. Of a request, the leader of the team that is asked, who takes them in; the event’s admins.',
  })
  async acceptTeamInvitation(
    @Arg('input', () => TeamInvitationInput) { invitationId }: TeamInvitationInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    const { refusal, teamId } = await acceptTeamInvitation(requireViewer(context.viewer), invitationId, context);
    await context.renew();
    return { team: teamId === null ? null : await findTeam(context.em, teamId), refusal };
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamInvitationResult, {
    description: 'Who is invited; of a request, the leader of the team that is asked, and the event’s admins.',
  })
  async declineTeamInvitation(
    @Arg('input', () => TeamInvitationInput) { invitationId }: TeamInvitationInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamInvitationResult> {
    const { refusal } = await declineTeamInvitation(requireViewer(context.viewer), invitationId, context);
    await context.renew();
    return { invitation: await findInvitation(context.em, invitationId), refusal };
  }

  @FieldResolver(() => Team)
  team(@Root() invitation: TeamInvitation): Promise<Team> {
    return invitation.team.loadOrFail() as Promise<Team>;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Null when they are gone.' })
  async invitedBy(@Root() invitation: TeamInvitation): Promise<User | null> {
    return (await invitation.invitedBy?.load()) as User | null;
  }
}

/** An event may have been hidden since. */
async function seesItsEvent({ team }: TeamInvitation, loaders: RequestContext['loaders']): Promise<boolean> {
  const { event } = await team.loadOrFail();
  return seesEvent((await event.loadOrFail()) as Event, { loaders });
}

type Invited = Awaited<ReturnType<typeof inviteToTeam>>;

async function invitationOf(done: Invited, context: RequestContext): Promise<TeamInvitationResult> {
  await context.renew();
  if (!('invitationId' in done)) return { refusal: done.refusal };
  return { invitation: await findInvitation(context.em, done.invitationId), refusal: null };
}
