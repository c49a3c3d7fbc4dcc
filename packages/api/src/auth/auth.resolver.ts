import 'reflect-metadata';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { createLoaders } from '../graphql/loaders.js';
import { BeforeOwnPassword, Scope } from '../graphql/scope.js';
import { shownEmail } from '../users/shown-email.js';
import { User } from '../users/user.entity.js';
import {
  ConfirmEmailResult,
  MailedResult,
  MailTokenInput,
  SignInInput,
  SignInOptions,
  SignInResult,
  SignUpInput,
  SignUpResult,
} from './auth.inputs.js';
import { confirmEmail } from './confirm-email.js';
import { requireOwner } from './require-owner.js';
import { resendConfirmation } from './resend-confirmation.js';
import { endSession, startSession } from './sessions.js';
import { signIn } from './sign-in.js';
import { signUp } from './sign-up.js';
import { viewerOf } from './viewer.js';

@Resolver()
export class AuthResolver {
  @BeforeOwnPassword()
  @Query(() => User, {
    nullable: true,
    description: 'Who is signed in, also with an account that is not active yet; null when nobody is.',
  })
  viewer(@Ctx() context: RequestContext): User | null {
    return context.account;
  }

  @BeforeOwnPassword()
  @Query(() => SignInOptions)
  signInOptions(@Ctx() { config }: RequestContext): SignInOptions {
    const { oidc, requiresEmailConfirmation, requiresApproval } = config;
    return { identityProvider: oidc?.label ?? null, requiresEmailConfirmation, requiresApproval };
  }

  @Scope('PUBLIC')
  @BeforeOwnPassword()
  @Mutation(() => SignUpResult, {
    description: 'Makes an account and signs in at once, or mails a link where addresses are confirmed.',
  })
  async signUp(
    @Arg('input', () => SignUpInput) input: SignUpInput,
    @Ctx() context: RequestContext,
  ): Promise<SignUpResult> {
    await context.rateLimits.countSignUp(context.address);
    if (context.config.requiresEmailConfirmation) {
      await context.rateLimits.countAccountMail(input.email, context.address);
    }
    const result = await signUp(input, context);
    return 'user' in result ? signedIn(result.user, context) : result;
  }

  @Scope('PUBLIC')
  @BeforeOwnPassword()
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

  @Scope('PUBLIC')
  @BeforeOwnPassword()
  @Mutation(() => Boolean, { description: 'Ends the session of this browser; true also when there was none.' })
  async signOut(@Ctx() context: RequestContext): Promise<boolean> {
    const token = context.cookies.sessionToken;
    if (token !== null) await endSession(token, context.em);
    context.cookies.clearSession();
    return true;
  }

  @Scope('PUBLIC')
  @BeforeOwnPassword()
  @Mutation(() => ConfirmEmailResult, { description: 'Uses the link of a mail up; signs nobody in.' })
  async confirmEmail(
    @Arg('input', () => MailTokenInput) input: MailTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<ConfirmEmailResult> {
    await context.rateLimits.countSecret(context.address);
    return confirmEmail(input, context);
  }

  @Scope('ACCOUNT')
  @Mutation(() => MailedResult, {
    description: 'A new link to confirm the own address; the earlier one stops working.',
  })
  async resendConfirmation(@Ctx() context: RequestContext): Promise<MailedResult> {
    const account = requireOwner(context);
    await context.rateLimits.countAccountMail(shownEmail(account), context.address);
    return resendConfirmation(account, context);
  }
}

/** Starts the session and makes the user the viewer for the rest of the answer. */
async function signedIn(user: User, context: RequestContext): Promise<SignInResult> {
  const { sessionToken } = context.cookies;
  // Whoever signs in again in one browser leaves no session behind that nobody holds any more.
  if (sessionToken !== null) await endSession(sessionToken, context.em);
  context.cookies.setSession(await startSession(user, context));
  context.account = user;
  context.viewer = viewerOf(user);
  context.loaders = createLoaders(context.em, context.viewer, context.clock);
  return { viewer: user };
}
