import 'reflect-metadata';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { notFound } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { Scope } from '../graphql/scope.js';
import {
  AccessTokensResult,
  CreateAccessTokenInput,
  CreateAccessTokenResult,
  RevokeAccessTokenInput,
} from './account.inputs.js';
import { listAccessTokens } from './account.queries.js';
import { AccessTokenView, viewOfAccessToken } from './account.view.js';
import { createAccessToken, revokeAccessToken } from './create-access-token.js';
import { requireOwner } from './require-owner.js';

@Resolver()
export class AccessTokenResolver {
  @Query(() => [AccessTokenView], { description: 'One’s own, newest first; not for access tokens themselves.' })
  async myAccessTokens(@Ctx() context: RequestContext): Promise<AccessTokenView[]> {
    const tokens = await listAccessTokens(context.em, requireOwner(context).id);
    return tokens.map((token) => viewOfAccessToken(token, context.clock.now()));
  }

  @Scope('ACCOUNT')
  @Mutation(() => CreateAccessTokenResult, { description: 'A key for programs, with scopes and an end.' })
  async createAccessToken(
    @Arg('input', () => CreateAccessTokenInput) input: CreateAccessTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<CreateAccessTokenResult> {
    return createAccessToken(requireOwner(context), input, context);
  }

  @Scope('ACCOUNT')
  @Mutation(() => AccessTokensResult, { description: 'Ends an access token of one’s own at once.' })
  async revokeAccessToken(
    @Arg('input', () => RevokeAccessTokenInput) { accessTokenId }: RevokeAccessTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<AccessTokensResult> {
    const owner = requireOwner(context);
    if (!isUuid(accessTokenId)) throw notFound('access token');
    await revokeAccessToken(owner, accessTokenId, context.em);
    return { accessTokens: await this.myAccessTokens(context) };
  }
}
