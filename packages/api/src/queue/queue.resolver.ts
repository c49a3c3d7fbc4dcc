import 'reflect-metadata';
import { Arg, Args, Ctx, Mutation, Query, Resolver, Subscription } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import { isArchived } from '../events/event.policy.js';
import { findEvent } from '../events/event.queries.js';
import { seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { QueueArgs, RerunSubmissionsInput, RerunSubmissionsResult } from './queue.inputs.js';
import { canRerunMany, canSeeQueue } from './queue.policy.js';
import { QueueView } from './queue.view.js';
import { readQueue } from './read-queue.js';
import { rerunSubmissions } from './rerun-submissions.js';

@Resolver(() => QueueView)
export class QueueResolver {
  @Query(() => QueueView, { description: 'For the event’s admins; without an event for site admins.' })
  async queue(@Args(() => QueueArgs) args: QueueArgs, @Ctx() context: RequestContext): Promise<QueueView> {
    const { eventId } = await scopeOf(args.eventSlug, canSeeQueue, context);
    return readQueue({ ...args, eventId }, context);
  }

  @Subscription(() => QueueView, {
    description: 'The queue now, and about once a second while it moves. For the event’s admins.',
    subscribe: async ({ args, context }) => {
      const request = context as RequestContext;
      const { eventId } = await scopeOf(args['eventSlug'] as string | null, canSeeQueue, request);
      return request.topics.queueChanges(eventId);
    },
  })
  async queueChanged(@Args(() => QueueArgs) args: QueueArgs, @Ctx() context: RequestContext): Promise<QueueView> {
    await context.renew();
    const { eventId } = await scopeOf(args.eventSlug, canSeeQueue, context);
    return readQueue({ ...args, eventId }, context);
  }

  @Scope('ADMIN')
  @Mutation(() => RerunSubmissionsResult, {
    description: 'Judges all that failed and fits again, behind everything live. For the event’s admins.',
  })
  async rerunSubmissions(
    @Arg('input', () => RerunSubmissionsInput) input: RerunSubmissionsInput,
    @Ctx() context: RequestContext,
  ): Promise<RerunSubmissionsResult> {
    const { eventId, viewer } = await scopeOf(input.eventSlug, canRerunMany, context);
    return rerunSubmissions(viewer, { ...input, eventId }, context);
  }
}

/** The event that is meant, or null for all of them, which takes a site admin; refuses whoever may not. */
async function scopeOf(eventSlug: string | null | undefined, isAllowed: typeof canSeeQueue, context: RequestContext) {
  const { em, loaders } = context;
  const viewer = requireViewer(context.viewer);
  const event = eventSlug == null ? null : await findEvent(em, eventSlug);
  if (eventSlug != null && (event === null || !(await seesEvent(event, context)))) throw notFound('event');
  const administers = event === null ? (viewer.isAdmin ?? false) : await loaders.administers.load(event.id);
  if (!isAllowed({ administers, isArchived: event !== null && isArchived(event) }))
    throw new AppError('FORBIDDEN', 'This is for those who run the event.');
  return { eventId: event?.id ?? null, viewer };
}
