import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireAdmin, requireViewer } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { eventPhaseEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page-args.js';
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
  SettingHistory,
  SignUpForEventInput,
  SignUpForEventResult,
  UpdateEventInput,
  UpdateEventResult,
} from './event.inputs.js';
import { type EventPhase, eventPhase } from './event.policy.js';
import { findEvent, listEvents, pageSettingChanges } from './event.queries.js';
import { Participation } from './participation.entity.js';
import { requireEventAdmin } from './require-event-admin.js';
import { seesEvent } from './sees-event.js';
import { signUpForEvent } from './sign-up-for-event.js';
import { updateEvent } from './update-event.js';

/** Open ones first, then those to come, then the past. */
const phaseOrder: Record<EventPhase, number> = { COMPETITIVE: 0, COLLABORATIVE: 0, UPCOMING: 1, CLOSED: 2 };

@Resolver(() => Event)
export class EventResolver {
  @Query(() => [Event], {
    description: 'Those that the viewer may know of: open ones first, then upcoming, then closed.',
  })
  async events(
    @Arg('isArchived', () => Boolean, { defaultValue: false, description: 'Those in the archive instead.' })
    isArchived: boolean,
    @Ctx() context: RequestContext,
  ): Promise<Event[]> {
    const now = context.clock.now();
    const events = await listEvents(context.em, { isArchived });
    const sights = await Promise.all(events.map((event) => seesEvent(event, context)));
    const visible = events.filter((_event, index) => sights[index] === true);
    return visible.toSorted((a, b) => phaseOrder[eventPhase(a, now)] - phaseOrder[eventPhase(b, now)]);
  }

  @Query(() => Event, { nullable: true, description: 'Null when there is none, or none for the viewer.' })
  async event(@Arg('slug', () => String) slug: string, @Ctx() context: RequestContext): Promise<Event | null> {
    const event = await findEvent(context.em, slug);
    if (event === null || !(await seesEvent(event, context))) return null;
    context.noteView(event.id);
    return event;
  }

  @Scope('ADMIN')
  @Mutation(() => UpdateEventResult, {
    description:
      'Changes settings, all that are given or none. For admins of the event; its weight, and limits beyond what they may give, for site admins.',
  })
  async updateEvent(
    @Arg('input', () => UpdateEventInput) { slug, settingsVersion = null, ...given }: UpdateEventInput,
    @Ctx() context: RequestContext,
  ): Promise<UpdateEventResult> {
    const { viewer, event } = await requireEventAdmin(slug, context);
    return updateEvent(viewer, { ...given, eventId: event.id, settingsVersion }, context);
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

  @FieldResolver(() => String, { nullable: true, description: 'What one signs up with; for admins of the event.' })
  async signUpCode(@Root() event: Event, @Ctx() { loaders }: RequestContext): Promise<string | null> {
    return (await loaders.administers.load(event.id)) ? (event.signUpCode ?? null) : null;
  }

  @FieldResolver(() => SettingHistory, { nullable: true, description: 'For admins of the event; null for others.' })
  async settingHistory(
    @Root() event: Event,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<SettingHistory | null> {
    if (!(await loaders.administers.load(event.id))) return null;
    const [rows, totalCount] = await pageSettingChanges(em, event.id, page);
    return { rows, totalCount };
  }

  @FieldResolver(() => Participation, { nullable: true, description: 'Null when anonymous or not signed up.' })
  myParticipation(@Root() event: Event, @Ctx() { loaders }: RequestContext): Promise<Participation | null> {
    return loaders.myParticipation.load(event.id);
  }
}
