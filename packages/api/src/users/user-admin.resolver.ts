import 'reflect-metadata';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { requireAdmin } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { moveUsers, type UsersAct } from './move-users.js';
import { noteOnUser } from './note-on-user.js';
import { setUserAdmin } from './set-user-admin.js';
import {
  MoveUsersInput,
  NoteOnUserInput,
  SetUserAdminInput,
  UserList,
  UserResult,
  UsersArgs,
  UsersResult,
} from './user.inputs.js';
import { countUsersByState, listUsers } from './user.queries.js';

/** How site admins look after accounts. */
@Resolver()
export class UserAdminResolver {
  @Query(() => UserList, { description: 'For site admins.' })
  async users(@Args(() => UsersArgs) args: UsersArgs, @Ctx() { em, viewer }: RequestContext): Promise<UserList> {
    requireAdmin(viewer);
    const list = await listUsers(em, args, args);
    return { ...list, counts: await countUsersByState(em) };
  }

  @Scope('ADMIN')
  @Mutation(() => UsersResult, { description: 'For site admins: lets accounts that wait in, confirmed or not.' })
  approveUsers(
    @Arg('input', () => MoveUsersInput) input: MoveUsersInput,
    @Ctx() context: RequestContext,
  ): Promise<UsersResult> {
    return move('approveUsers', input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => UsersResult, {
    description: 'For site admins: ends sessions and access tokens at once. Never oneself, never the last site admin.',
  })
  disableUsers(
    @Arg('input', () => MoveUsersInput) input: MoveUsersInput,
    @Ctx() context: RequestContext,
  ): Promise<UsersResult> {
    return move('disableUsers', input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => UsersResult, { description: 'For site admins: lets disabled accounts in again.' })
  enableUsers(
    @Arg('input', () => MoveUsersInput) input: MoveUsersInput,
    @Ctx() context: RequestContext,
  ): Promise<UsersResult> {
    return move('enableUsers', input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => UserResult, { description: 'For site admins: makes another one, or one less; never none.' })
  setUserAdmin(
    @Arg('input', () => SetUserAdminInput) input: SetUserAdminInput,
    @Ctx() context: RequestContext,
  ): Promise<UserResult> {
    return setUserAdmin(requireAdmin(context.viewer), input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => UserResult, { description: 'For site admins: what they keep about an account.' })
  async noteOnUser(
    @Arg('input', () => NoteOnUserInput) input: NoteOnUserInput,
    @Ctx() context: RequestContext,
  ): Promise<UserResult> {
    return { user: await noteOnUser(requireAdmin(context.viewer), input, context) };
  }
}

async function move(act: UsersAct, input: MoveUsersInput, context: RequestContext): Promise<UsersResult> {
  const { moved, refusal } = await moveUsers(requireAdmin(context.viewer), { act, ...input }, context);
  return { users: moved, refusal };
}
