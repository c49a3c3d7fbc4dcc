import 'reflect-metadata';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { BeforeOwnPassword, Scope } from '../graphql/scope.js';
import { inBackground } from '../in-background.js';
import { deleteAccount } from '../users/delete-account.js';
import { exportAccount } from '../users/export-account.js';
import { updateProfile } from '../users/update-profile.js';
import {
  AccountResult,
  ChangePasswordInput,
  DeleteAccountInput,
  DoneResult,
  RequestEmailChangeInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
  UnlinkIdentityInput,
  UpdateProfileInput,
} from './account.inputs.js';
import { listIdentities } from './account.queries.js';
import { IdentityView } from './account.view.js';
import { MailedResult } from './auth.inputs.js';
import { changePassword } from './change-password.js';
import { requestEmailChange } from './request-email-change.js';
import { requestPasswordReset } from './request-password-reset.js';
import { requireOwner } from './require-owner.js';
import { resetPassword } from './reset-password.js';
import { unlinkIdentity } from './unlink-identity.js';

/** What people do with their own accounts. */
@Resolver()
export class AccountResolver {
  @Query(() => String, {
    description: 'Everything that is kept about the own account and that it made, as JSON; not for access tokens.',
  })
  async myData(@Ctx() context: RequestContext): Promise<string> {
    const owner = requireOwner(context);
    await context.rateLimits.countPasswordCheck(owner.id);
    return exportAccount(owner, context);
  }

  @Query(() => [IdentityView], { description: 'The providers that one can sign in with; not for access tokens.' })
  async myIdentities(@Ctx() context: RequestContext): Promise<IdentityView[]> {
    const identities = await listIdentities(context.em, requireOwner(context).id);
    return identities.map(({ issuer, linkedAt }) => ({ issuer, linkedAt }));
  }

  @Scope('ACCOUNT')
  @Mutation(() => DoneResult, { description: 'Takes a provider’s way into the own account away; never the only one.' })
  unlinkIdentity(
    @Arg('input', () => UnlinkIdentityInput) input: UnlinkIdentityInput,
    @Ctx() context: RequestContext,
  ): Promise<DoneResult> {
    return unlinkIdentity(requireOwner(context), input, context);
  }

  @Scope('PUBLIC')
  @BeforeOwnPassword()
  @Mutation(() => Boolean, {
    description: 'Mails a link where the address belongs to an account; always answers true.',
  })
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput) input: RequestPasswordResetInput,
    @Ctx() context: RequestContext,
  ): Promise<boolean> {
    await context.rateLimits.countAccountMail(input.email, context.address);
    inBackground(requestPasswordReset(input, context), context.log, 'somebody waits in vain for a link');
    return true;
  }

  @Scope('PUBLIC')
  @BeforeOwnPassword()
  @Mutation(() => DoneResult, { description: 'Uses the link of a mail up. Ends all sessions; signs nobody in.' })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput) input: ResetPasswordInput,
    @Ctx() context: RequestContext,
  ): Promise<DoneResult> {
    await context.rateLimits.countSecret(context.address);
    return resetPassword(input, context);
  }

  @Scope('ACCOUNT')
  @BeforeOwnPassword()
  @Mutation(() => DoneResult, { description: 'Ends every session but this one.' })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: RequestContext,
  ): Promise<DoneResult> {
    const { signedInAt, cookies } = context;
    const session = { sessionToken: cookies.sessionToken, signedInAt };
    return changePassword(requireOwner(context), input, session, context);
  }

  @Scope('ACCOUNT')
  @Mutation(() => MailedResult, { description: 'The address changes when the link that is mailed to it is opened.' })
  async requestEmailChange(
    @Arg('input', () => RequestEmailChangeInput) input: RequestEmailChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<MailedResult> {
    const owner = requireOwner(context);
    await context.rateLimits.countAccountMail(input.email, context.address);
    return requestEmailChange(owner, input, context);
  }

  @Scope('ACCOUNT')
  @Mutation(() => AccountResult)
  async updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @Ctx() context: RequestContext,
  ): Promise<AccountResult> {
    const result = await updateProfile(requireOwner(context), input, context);
    return 'user' in result ? { viewer: result.user } : result;
  }

  @Scope('ACCOUNT')
  @Mutation(() => DoneResult, {
    description: 'Deletes the own account for good. What it submitted stays, under a name that tells nothing.',
  })
  async deleteAccount(
    @Arg('input', () => DeleteAccountInput) input: DeleteAccountInput,
    @Ctx() context: RequestContext,
  ): Promise<DoneResult> {
    const { eventIds, refusal } = await deleteAccount(requireOwner(context), input, context);
    if (refusal !== null) return { refusal };
    for (const eventId of eventIds) context.topics.leaderboardChanged(eventId);
    context.cookies.clearSession();
    context.account = null;
    context.viewer = null;
    return { refusal: null };
  }
}
