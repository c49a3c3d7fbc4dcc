import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireAdmin, requireViewer } from '../auth/viewer.js';
import { notFound } from '../errors.js';
import { Event } from '../events/event.entity.js';
import { findEvent } from '../events/event.queries.js';
import { seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { PageArgs } from '../graphql/page-args.js';
import { Scope } from '../graphql/scope.js';
import { Problem } from '../problems/problem.entity.js';
import { findProblem } from '../problems/problem.queries.js';
import { seesProblem } from '../problems/visible-events.js';
import { User } from '../users/user.entity.js';
import { acceptEventRequest } from './accept-event-request.js';
import { askForEvent } from './ask-for-event.js';
import { declineEventRequest } from './decline-event-request.js';
import { EventRequest } from './event-request.entity.js';
import {
  AcceptEventRequestInput,
  AcceptEventRequestResult,
  AskForEventInput,
  DeclineEventRequestInput,
  EventRequestInput,
  EventRequestResult,
  EventRequests,
  EventRequestsArgs,
} from './event-request.inputs.js';
import { canSeeEventRequest } from './event-request.policy.js';
import { findEventRequest, pageEventRequests } from './event-request.queries.js';
import { withdrawEventRequest } from './withdraw-event-request.js';

/** Who gets a request is asked where it is read, so its fields ask no more, but for the event that came of it. */
@Resolver(() => EventRequest)
export class EventRequestResolver {
  @Query(() => EventRequests, { description: 'For site admins: who asks for an event.' })
  eventRequests(
    @Args(() => EventRequestsArgs) { state = null, ...page }: EventRequestsArgs,
    @Ctx() { em, viewer }: RequestContext,
  ): Promise<EventRequests> {
    requireAdmin(viewer);
    return pageEventRequests(em, { state }, page);
  }

  @Query(() => EventRequests, { description: 'For users: the events that they have asked for themselves.' })
  myEventRequests(@Args(() => PageArgs) page: PageArgs, @Ctx() { em, viewer }: RequestContext): Promise<EventRequests> {
    return pageEventRequests(em, { askerId: requireViewer(viewer).id }, page);
  }

  @Query(() => EventRequest, {
    nullable: true,
    description: 'For whoever asked, and for site admins; null when there is none for the viewer.',
  })
  async eventRequest(
    @Arg('id', () => ID) id: string,
    @Ctx() { em, viewer }: RequestContext,
  ): Promise<EventRequest | null> {
    const request = isUuid(id) ? await findEventRequest(em, id) : null;
    return request !== null && canSeeEventRequest(viewer, request) ? request : null;
  }

  @Scope('SUBMIT')
  @Mutation(() => EventRequestResult, {
    description: 'For users: asks for an event of one’s own on a problem that one may see. Three may wait at a time.',
  })
  async askForEvent(
    @Arg('input', () => AskForEventInput) { problemName, ...asked }: AskForEventInput,
    @Ctx() context: RequestContext,
  ): Promise<EventRequestResult> {
    const asker = requireViewer(context.viewer);
    const problem = await findProblem(context.em, problemName);
    if (problem === null || !(await seesProblem(problem.id, context))) throw notFound('problem');
    // An event that the asker may not know of does not stand in the way here.
    const sameSlug = await findEvent(context.em, asked.slug);
    const isSlugTaken = sameSlug !== null && (await seesEvent(sameSlug, context));
    return askForEvent(asker, { ...asked, problem, isSlugTaken }, context);
  }

  @Scope('SUBMIT')
  @Mutation(() => EventRequestResult, { description: 'Takes a request of one’s own back that waits.' })
  withdrawEventRequest(
    @Arg('input', () => EventRequestInput) { requestId }: EventRequestInput,
    @Ctx() context: RequestContext,
  ): Promise<EventRequestResult> {
    return withRequest(requestId, withdrawEventRequest(requireViewer(context.viewer), requestId, context), context);
  }

  @Scope('ADMIN')
  @Mutation(() => EventRequestResult, { description: 'For site admins: declines a request, and tells whoever asked.' })
  declineEventRequest(
    @Arg('input', () => DeclineEventRequestInput) input: DeclineEventRequestInput,
    @Ctx() context: RequestContext,
  ): Promise<EventRequestResult> {
    const viewer = requireAdmin(context.viewer);
    return withRequest(input.requestId, declineEventRequest(viewer, input, context), context);
  }

  @Scope('ADMIN')
  @Mutation(() => AcceptEventRequestResult, {
    description:
      'For site admins: makes the event that was asked for, with whoever asked as its admin, and tells them.',
  })
  async acceptEventRequest(
    @Arg('input', () => AcceptEventRequestInput) { requestId, event: plan, note }: AcceptEventRequestInput,
    @Ctx() context: RequestContext,
  ): Promise<AcceptEventRequestResult> {
    const viewer = requireAdmin(context.viewer);
    const answer = acceptEventRequest(viewer, { requestId, plan, note: note?.trim() || null }, context);
    return withRequest(requestId, answer, context);
  }

  @FieldResolver(() => User)
  asker(@Root() request: EventRequest): Promise<User> {
    return request.asker.loadOrFail() as Promise<User>;
  }

  @FieldResolver(() => Problem)
  problem(@Root() request: EventRequest): Promise<Problem> {
    return request.problem.loadOrFail() as Promise<Problem>;
  }

  @FieldResolver(() => Event, {
    nullable: true,
    description: 'What was made of it; null where that is gone, or not for the viewer any more.',
  })
  async event(@Root() request: EventRequest, @Ctx() context: RequestContext): Promise<Event | null> {
    const event = ((await request.event?.loadOrFail()) as Event | undefined) ?? null;
    const isThere = event !== null && event.deletedAt == null && (await seesEvent(event, context));
    return isThere ? event : null;
  }
}

/** What came of acting on a request, with the request as it is now. */
const withRequest = async <A extends object>(
  requestId: string,
  acting: Promise<A>,
  { em }: RequestContext,
): Promise<A & { request: EventRequest | null }> => ({
  ...(await acting),
  request: await findEventRequest(em, requestId),
});
