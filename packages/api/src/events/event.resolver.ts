import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireAdmin, requireViewer } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { eventPhaseEnum } from '../graphql/enums.js';
import { Scope } from '../graphql/scope.js';
import { ScoreType } from '../problems/problem.inputs.js';
import { ProblemVersion } from '../problems/problem-version.entity.js';
import { officialScoreOf } from '../submissions/official-score.js';
import { createEvent } from './create-event.js';
import { Event } from './event.entity.js';
import {
  CreateEventInput,
  CreateEventResult,
  File,
  SignUpForEventInput,
  SignUpForEventResult,
  UpdateEventInput,
  UpdateEventResult,
} from './event.inputs.js';
import { canSeeEvent, type EventPhase, eventPhase } from './event.policy.js';
import { findEvent, listEvents } from './event.queries.js';
import { Participation } from './participation.entity.js';
import { signUpForEvent } from './sign-up-for-event.js';
import { updateEvent } from './update-event.js';

/** Open ones first, then those to come, then the past. */
const phaseOrder: Record<EventPhase, number> = { COMPETITIVE: 0, COLLABORATIVE: 0, UPCOMING: 1, CLOSED: 2 };

@Resolver(() => Event)
export class EventResolver {
  @Query(() => [Event], { description: 'Open ones first, then upcoming, then closed.' })
  async events(@Ctx() { em, viewer, clock }: RequestContext): Promise<Event[]> {
    const now = clock.now();
    const visible = (await listEvents(em)).filter(() => canSeeEvent(viewer));
    return visible.toSorted((a, b) => phaseOrder[eventPhase(a, now)] - phaseOrder[eventPhase(b, now)]);
  }

  @Query(() => Event, { nullable: true, description: 'Null when there is none, or none for the viewer.' })
  async event(@Arg('slug', () => String) slug: string, @Ctx() { em, viewer }: RequestContext): Promise<Event | null> {
    const event = await findEvent(em, slug);
    return event !== null && canSeeEvent(viewer) ? event : null;
  }

  @Scope('ADMIN')
  @Mutation(() => UpdateEventResult, { description: 'How submissions are judged from now on. For site admins.' })
  updateEvent(
    @Arg('input', () => UpdateEventInput) input: UpdateEventInput,
    @Ctx() context: RequestContext,
  ): Promise<UpdateEventResult> {
    return updateEvent(requireAdmin(context.viewer), input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => CreateEventResult, { description: 'For site admins.' })
  createEvent(
    @Arg('input', () => CreateEventInput) input: CreateEventInput,
    @Ctx() context: RequestContext,
  ): Promise<CreateEventResult> {
    return createEvent(requireAdmin(context.viewer), input, context);
  }

  @Scope('SUBMIT')
  @Mutation(() => SignUpForEventResult)
  async signUpForEvent(
    @Arg('input', () => SignUpForEventInput) input: SignUpForEventInput,
    @Ctx() context: RequestContext,
  ): Promise<SignUpForEventResult> {
    const result = await signUpForEvent(requireViewer(context.viewer), input, context);
    // The event's counts and the viewer's participation are read again for the answer.
    context.loaders.activity.clearAll();
    context.loaders.myParticipation.clearAll();
    return result;
  }

  @FieldResolver(() => eventPhaseEnum, { description: 'On the server’s clock.' })
  phase(@Root() event: Event, @Ctx() { clock }: RequestContext): EventPhase {
    return eventPhase(event, clock.now());
  }

  @FieldResolver(() => ProblemVersion)
  problem(@Root() event: Event): Promise<ProblemVersion> {
    return event.problemVersion.loadOrFail() as Promise<ProblemVersion>;
  }

  @FieldResolver(() => ScoreType, { description: 'What ranks.' })
  async officialScoreType(@Root() event: Event): Promise<ScoreType> {
    const version = await event.problemVersion.loadOrFail();
    return officialScoreOf(event, version.description).scoreType;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The kit’s README.md as Markdown source.' })
  async readme(@Root() event: Event, @Ctx() { kitFiles }: RequestContext): Promise<string | null> {
    const { kitDigest, description } = await event.problemVersion.loadOrFail();
    return description == null ? null : (await kitFiles.texts(kitDigest, description)).readme;
  }

  @FieldResolver(() => [File], { description: 'The kit’s sample submission `starting_kit`.' })
  async startingKit(@Root() event: Event, @Ctx() { kitFiles }: RequestContext): Promise<File[]> {
    const { kitDigest, description } = await event.problemVersion.loadOrFail();
    return description == null ? [] : (await kitFiles.texts(kitDigest, description)).startingKit;
  }

  @FieldResolver(() => Int)
  async participantCount(@Root() event: Event, @Ctx() { loaders }: RequestContext): Promise<number> {
    return (await loaders.activity.load(event.id)).participants;
  }

  @FieldResolver(() => Int)
  async submissionCount(@Root() event: Event, @Ctx() { loaders }: RequestContext): Promise<number> {
    return (await loaders.activity.load(event.id)).submissions;
  }

  @FieldResolver(() => Boolean, { description: 'The viewer runs this event: a site admin, or one of its own admins.' })
  viewerAdministers(@Root() event: Event, @Ctx() { loaders }: RequestContext): Promise<boolean> {
    return loaders.administers.load(event.id);
  }

  @FieldResolver(() => Participation, { nullable: true, description: 'Null when anonymous or not signed up.' })
  myParticipation(@Root() event: Event, @Ctx() { loaders }: RequestContext): Promise<Participation | null> {
    return loaders.myParticipation.load(event.id);
  }
}
