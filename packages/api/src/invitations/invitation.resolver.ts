import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { startSession } from '../auth/sessions.js';
import { requireViewer, viewerOf } from '../auth/viewer.js';
import { Event } from '../events/event.entity.js';
import { requireEventAdmin } from '../events/require-event-admin.js';
import type { RequestContext } from '../graphql/context.js';
import { invitationStateEnum } from '../graphql/enums.js';
import { createLoaders } from '../graphql/loaders.js';
import { PageArgs } from '../graphql/page-args.js';
import { BeforeOwnPassword, Scope } from '../graphql/scope.js';
import { User } from '../users/user.entity.js';
import { acceptInvitation, refuseInvitation } from './accept-invitation.js';
import { Invitation } from './invitation.entity.js';
import {
  AcceptInvitationInput,
  InvitationPreview,
  InvitationResult,
  Invitations,
  InviteToEventInput,
  InviteToEventResult,
  RevokeInvitationInput,
  SignUpWithInvitationInput,
  SignUpWithInvitationResult,
} from './invitation.inputs.js';
import { type InvitationState, invitationState } from './invitation.policy.js';
import { findInvitation, pageInvitations } from './invitation.queries.js';
import { inviteToEvent } from './invite-to-event.js';
import { revokeInvitation } from './revoke-invitation.js';
import { signUpWithInvitation } from './sign-up-with-invitation.js';

/** An invitation is reached through `Event.invitations` alone, which asks who the viewer is, so its fields ask no more. */
@Resolver(() => Invitation)
export class InvitationResolver {
  @Query(() => InvitationPreview, {
    nullable: true,
    description: 'For whoever has the link; null when there is no such invitation.',
  })
  async invitation(
    @Arg('token', () => String) token: string,
    @Ctx() context: RequestContext,
  ): Promise<InvitationPreview | null> {
    await context.rateLimits.countSecret(context.address);
    const { em, clock } = context;
    const invitation = await findInvitation(em, token);
    if (invitation === null) return null;
    const event = (await invitation.event.loadOrFail()) as Event;
    const { email, expiresAt } = invitation;
    const now = clock.now();
    return {
      ...{ state: invitationState(invitation, now), email, expiresAt },
      ...{ eventTitle: event.title, eventSlug: event.slug },
      hasAccount: (await em.count(User, { email })) > 0,
      refusal: refuseInvitation(invitation, event, now),
    };
  }

  @Scope('SUBMIT')
  @Mutation(() => InvitationResult, { description: 'Uses a link up: the viewer takes part in its event, approved.' })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput) { token }: AcceptInvitationInput,
    @Ctx() context: RequestContext,
  ): Promise<InvitationResult> {
    const viewer = requireViewer(context.viewer);
    await context.rateLimits.countSecret(context.address);
    const answer = await acceptInvitation(viewer, token, context);
    await context.renew();
    if ('event' in answer) context.topics.leaderboardChanged(answer.event.id);
    return answer;
  }

  @Scope('PUBLIC')
  @BeforeOwnPassword()
  @Mutation(() => SignUpWithInvitationResult, {
    description: 'Makes an account for the address that was invited, signs in, and uses the link up.',
  })
  async signUpWithInvitation(
    @Arg('input', () => SignUpWithInvitationInput) input: SignUpWithInvitationInput,
    @Ctx() context: RequestContext,
  ): Promise<SignUpWithInvitationResult> {
    await context.rateLimits.countSecret(context.address);
    await context.rateLimits.countSignUp(context.address);
    const answer = await signUpWithInvitation(input, context);
    if ('refusal' in answer) return answer;
    context.cookies.setSession(await startSession(answer.user, context));
    context.account = answer.user;
    context.viewer = viewerOf(answer.user);
    context.loaders = createLoaders(context.em, context.viewer, context.clock);
    return { viewer: answer.user, event: answer.event };
  }

  @Scope('ADMIN')
  @Mutation(() => InviteToEventResult, { description: 'For admins of the event: mails links, to all or to none.' })
  async inviteToEvent(
    @Arg('input', () => InviteToEventInput) { eventSlug, emails, message }: InviteToEventInput,
    @Ctx() context: RequestContext,
  ): Promise<InviteToEventResult> {
    const { viewer, event } = await requireEventAdmin(eventSlug, context);
    const answer = await inviteToEvent(viewer, { event, emails, message: message?.trim() || null }, context);
    return { event, ...answer };
  }

  @Scope('ADMIN')
  @Mutation(() => InvitationResult, { description: 'For admins of the event: makes a link void.' })
  async revokeInvitation(
    @Arg('input', () => RevokeInvitationInput) { eventSlug, invitationId }: RevokeInvitationInput,
    @Ctx() context: RequestContext,
  ): Promise<InvitationResult> {
    const { viewer, event } = await requireEventAdmin(eventSlug, context);
    return { event, ...(await revokeInvitation(viewer, { event, invitationId }, context)) };
  }

  @FieldResolver(() => invitationStateEnum)
  state(@Root() invitation: Invitation, @Ctx() { clock }: RequestContext): InvitationState {
    return invitationState(invitation, clock.now());
  }

  @FieldResolver(() => User, { nullable: true })
  async invitedBy(@Root() invitation: Invitation): Promise<User | null> {
    return ((await invitation.invitedBy?.loadOrFail()) ?? null) as User | null;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who used the link; whose address may be another one.' })
  async acceptedBy(@Root() invitation: Invitation): Promise<User | null> {
    return ((await invitation.acceptedBy?.loadOrFail()) ?? null) as User | null;
  }
}

@Resolver(() => Event)
export class EventInvitationsResolver {
  @FieldResolver(() => Invitations, { nullable: true, description: 'For admins of the event; null for others.' })
  async invitations(
    @Root() event: Event,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<Invitations | null> {
    if (!(await loaders.administers.load(event.id))) return null;
    const [rows, totalCount] = await pageInvitations(em.fork(), event.id, page);
    return { rows, totalCount };
  }
}
