import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Event } from '../events/event.entity.js';
import { requireEventAdmin } from '../events/require-event-admin.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import {
  AddPreapprovalsInput,
  AddPreapprovalsResult,
  InvitationResult,
  RemovePreapprovalInput,
} from './invitation.inputs.js';
import { listPreapprovals } from './invitation.queries.js';
import { Preapproval } from './preapproval.entity.js';
import { addPreapprovals, removePreapproval } from './preapprovals.js';

/** Whose sign-up is approved at once, by proven address or domain. */
@Resolver(() => Event)
export class PreapprovalResolver {
  @FieldResolver(() => [Preapproval], { nullable: true, description: 'For admins of the event; null for others.' })
  async preapprovals(@Root() event: Event, @Ctx() { em, loaders }: RequestContext): Promise<Preapproval[] | null> {
    return (await loaders.administers.load(event.id)) ? listPreapprovals(em.fork(), event.id) : null;
  }

  @Scope('ADMIN')
  @Mutation(() => AddPreapprovalsResult, {
    description: 'For admins of the event: approves who signs up, and who waits, by address or domain.',
  })
  async addPreapprovals(
    @Arg('input', () => AddPreapprovalsInput) { eventSlug, patterns }: AddPreapprovalsInput,
    @Ctx() context: RequestContext,
  ): Promise<AddPreapprovalsResult> {
    const { viewer, event } = await requireEventAdmin(eventSlug, context);
    return { event, ...(await addPreapprovals(viewer, { event, patterns }, context)) };
  }

  @Scope('ADMIN')
  @Mutation(() => InvitationResult, { description: 'For admins of the event. Who is in stays in.' })
  async removePreapproval(
    @Arg('input', () => RemovePreapprovalInput) { eventSlug, preapprovalId }: RemovePreapprovalInput,
    @Ctx() context: RequestContext,
  ): Promise<InvitationResult> {
    const { viewer, event } = await requireEventAdmin(eventSlug, context);
    await removePreapproval(viewer, { event, preapprovalId }, context);
    return { event };
  }
}
