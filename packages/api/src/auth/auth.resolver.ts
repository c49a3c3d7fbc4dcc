import 'reflect-metadata';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { User } from '../users/user.entity.js';
import {
  CreateAccessTokenInput,
  CreateAccessTokenResult,
  SignInInput,
  SignInResult,
  SignUpInput,
} from './auth.inputs.js';
import { createAccessToken } from './create-access-token.js';
import { endSession, startSession } from './sessions.js';
import { signIn } from './sign-in.js';
import { signUp } from './sign-up.js';
import { requireViewer } from './viewer.js';

@Resolver()
export class AuthResolver {
  @Query(() => User, { nullable: true, description: 'Who is signed in; null when nobody is.' })
  viewer(@Ctx() context: RequestContext): User | null {
    return context.viewer;
  }

  @Mutation(() => SignInResult, { description: 'Makes an account and signs in at once.' })
  async signUp(
    @Arg('input', () => SignUpInput) input: SignUpInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInResult> {
    await context.rateLimits.countSignUp(context.address);
    const result = await signUp(input, context);
    if ('refusal' in result) return result;
    return signedIn(result.user, context);
  }

  @Mutation(() => SignInResult)
  async signIn(
    @Arg('input', () => SignInInput) input: SignInInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInResult> {
    await context.rateLimits.countSignIn(input.login, context.address);
    const result = await signIn(input, context);
    if ('refusal' in result) return result;
    return signedIn(result.user, context);
  }

  @Mutation(() => Boolean, { description: 'Ends the session of this browser; true also when there was none.' })
  async signOut(@Ctx() context: RequestContext): Promise<boolean> {
    const token = context.cookies.sessionToken;
    if (token !== null) await endSession(token, context.em);
    context.cookies.clearSession();
    return true;
  }

  @Mutation(() => CreateAccessTokenResult, { description: 'A key for programs, good for 90 days.' })
  async createAccessToken(
    @Arg('input', () => CreateAccessTokenInput) input: CreateAccessTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<CreateAccessTokenResult> {
    return createAccessToken(requireViewer(context.viewer), input, context);
  }
}

/** Starts the session and makes the user the viewer for the rest of the answer. */
async function signedIn(user: User, context: RequestContext): Promise<SignInResult> {
  context.cookies.setSession(await startSession(user, context));
  context.viewer = user;
  return { viewer: user };
}
