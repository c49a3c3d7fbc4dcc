import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import type { Refusal } from '../refusal.js';
import { addTeamMember, readmitToEvent } from './add-team-member.js';
import { handOverTeam, leaveTeam, removeTeamMember } from './leave-team.js';
import { mergeTeams } from './merge-teams.js';
import { renameTeam } from './rename-team.js';
import { setTakesRequests } from './set-takes-requests.js';
import {
  AddTeamMemberInput,
  LeaveTeamInput,
  MergeTeamsInput,
  ReadmitToEventInput,
  ReadmitToEventResult,
  RenameTeamInput,
  SetTakesRequestsInput,
  TeamMemberInput,
  TeamResult,
} from './team.inputs.js';
import { findTeam } from './team.queries.js';

/** What people do to a team. */
@Resolver()
export class TeamActionsResolver {
  @Scope('SUBMIT')
  @Mutation(() => TeamResult, { description: 'Its leader, until its first submission; the event’s admins.' })
  async renameTeam(
    @Arg('input', () => RenameTeamInput) input: RenameTeamInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    return teamOf(await renameTeam(requireViewer(context.viewer), input, context), input.teamId, context);
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamResult, {
    description: 'Lets participants ask to join, or no longer. Its leader, until teams freeze; the event’s admins.',
  })
  async setTakesRequests(
    @Arg('input', () => SetTakesRequestsInput) input: SetTakesRequestsInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    return teamOf(await setTakesRequests(requireViewer(context.viewer), input, context), input.teamId, context);
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamResult, {
    description:
      'A member, until the event closes. The last one takes the team out of the event, unless it has submitted.',
  })
  async leaveTeam(
    @Arg('input', () => LeaveTeamInput) input: LeaveTeamInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    return teamOf(await leaveTeam(requireViewer(context.viewer), input, context), input.teamId, context);
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamResult, { description: 'Its leader; the event’s admins.' })
  async removeTeamMember(
    @Arg('input', () => TeamMemberInput) input: TeamMemberInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    return teamOf(await removeTeamMember(requireViewer(context.viewer), input, context), input.teamId, context);
  }

  @Scope('SUBMIT')
  @Mutation(() => TeamResult, { description: 'Makes another member the leader. Its leader; the event’s admins.' })
  async handOverTeam(
    @Arg('input', () => TeamMemberInput) input: TeamMemberInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    return teamOf(await handOverTeam(requireViewer(context.viewer), input, context), input.teamId, context);
  }

  @Scope('ADMIN')
  @Mutation(() => TeamResult, { description: 'Without an invitation. The event’s admins.' })
  async addTeamMember(
    @Arg('input', () => AddTeamMemberInput) input: AddTeamMemberInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    return teamOf(await addTeamMember(requireViewer(context.viewer), input, context), input.teamId, context);
  }

  @Scope('ADMIN')
  @Mutation(() => TeamResult, { description: 'Without asking them; neither has submitted. The event’s admins.' })
  async mergeTeams(
    @Arg('input', () => MergeTeamsInput) input: MergeTeamsInput,
    @Ctx() context: RequestContext,
  ): Promise<TeamResult> {
    return teamOf(await mergeTeams(requireViewer(context.viewer), input, context), input.teamId, context);
  }

  @Scope('ADMIN')
  @Mutation(() => ReadmitToEventResult, {
    description: 'Lets somebody who left a team sign up again, alone. The event’s admins.',
  })
  readmitToEvent(
    @Arg('input', () => ReadmitToEventInput) input: ReadmitToEventInput,
    @Ctx() context: RequestContext,
  ): Promise<ReadmitToEventResult> {
    return readmitToEvent(requireViewer(context.viewer), input, context);
  }
}

async function teamOf(
  { refusal }: { refusal: Refusal | null },
  teamId: string,
  context: RequestContext,
): Promise<TeamResult> {
  await context.renew();
  return { team: await findTeam(context.em, teamId), refusal };
}
