import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { CreateAccessTokenInput, CreateAccessTokenResult } from './auth.inputs.js';
import { createAccessToken } from './create-access-token.js';
import { requireViewer } from './viewer.js';

@Resolver()
export class AccessTokenResolver {
  @Scope('ACCOUNT')
  @Mutation(() => CreateAccessTokenResult, { description: 'A key for programs, good for 90 days.' })
  async createAccessToken(
    @Arg('input', () => CreateAccessTokenInput) input: CreateAccessTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<CreateAccessTokenResult> {
    return createAccessToken(requireViewer(context.account), input, context);
  }
}
