import 'reflect-metadata';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { notFound } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { Scope } from '../graphql/scope.js';
import { EndSessionInput, SessionsResult } from './account.inputs.js';
import { listSessions } from './account.queries.js';
import { SessionView, viewOfSession } from './account.view.js';
import { endOneSession, endOtherSessions } from './end-sessions.js';
import { requireOwner } from './require-owner.js';

@Resolver()
export class SessionResolver {
  @Query(() => [SessionView], { description: 'One’s own, the latest seen first; not for access tokens.' })
  async mySessions(@Ctx() context: RequestContext): Promise<SessionView[]> {
    const sessions = await listSessions(context.em, requireOwner(context).id, context.clock.now());
    return sessions.map((session) => viewOfSession(session, context.cookies.sessionToken));
  }

  @Scope('ACCOUNT')
  @Mutation(() => SessionsResult, { description: 'Signs one of one’s own browsers out.' })
  async endSession(
    @Arg('input', () => EndSessionInput) { sessionId }: EndSessionInput,
    @Ctx() context: RequestContext,
  ): Promise<SessionsResult> {
    const owner = requireOwner(context);
    if (!isUuid(sessionId)) throw notFound('session');
    await endOneSession(owner, sessionId, context.em);
    return { sessions: await this.mySessions(context) };
  }

  @Scope('ACCOUNT')
  @Mutation(() => SessionsResult, { description: 'Signs every browser of one’s own out but this one.' })
  async endOtherSessions(@Ctx() context: RequestContext): Promise<SessionsResult> {
    await endOtherSessions(requireOwner(context), context.cookies.sessionToken, context.em);
    return { sessions: await this.mySessions(context) };
  }
}
