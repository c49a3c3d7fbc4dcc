import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import { Event } from '../events/event.entity.js';
import { eventPhase } from '../events/event.policy.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { Scope } from '../graphql/scope.js';
import { ProblemVersion } from '../problems/problem-version.entity.js';
import { User } from '../users/user.entity.js';
import { applyRescoring, dropRescoring } from './end-rescoring.js';
import { readRescoringComparison } from './read-rescoring-comparison.js';
import { Rescoring } from './rescoring.entity.js';
import { RescoringResult, StartRescoringInput } from './rescoring.inputs.js';
import { canRescore } from './rescoring.policy.js';
import { countLeftOut, findRescoring, listRescorings, type RescoringCounts } from './rescoring.queries.js';
import { RescoringComparisonView, viewOfComparison } from './rescoring.view.js';
import { startRescoring } from './start-rescoring.js';

/** A rescoring is reached through the guarded fields of this file alone, so its own fields ask no further policy. */
@Resolver(() => Rescoring)
export class RescoringResolver {
  @Query(() => Rescoring, {
    nullable: true,
    description: 'For site admins; poll it while it is computing. Null when there is none.',
  })
  async rescoring(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Rescoring | null> {
    requireRescorer(context);
    return isUuid(id) ? findRescoring(context.em, id) : null;
  }

  @Scope('ADMIN')
  @Mutation(() => RescoringResult, {
    description: 'For site admins: scores an event’s stored predictions with another version of its problem.',
  })
  startRescoring(
    @Arg('input', () => StartRescoringInput) input: StartRescoringInput,
    @Ctx() context: RequestContext,
  ): Promise<RescoringResult> {
    return startRescoring(requireRescorer(context), input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => RescoringResult, {
    description: 'For site admins: makes its results the event’s scores, all at once.',
  })
  applyRescoring(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<RescoringResult> {
    const viewer = requireRescorer(context);
    if (!isUuid(id)) throw notFound('rescoring');
    return applyRescoring(viewer, id, context);
  }

  @Scope('ADMIN')
  @Mutation(() => RescoringResult, { description: 'For site admins: leaves everything as it is.' })
  dropRescoring(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<RescoringResult> {
    const viewer = requireRescorer(context);
    if (!isUuid(id)) throw notFound('rescoring');
    return dropRescoring(viewer, id, context);
  }

  @FieldResolver(() => Event)
  event(@Root() rescoring: Rescoring): Promise<Event> {
    return rescoring.event.loadOrFail() as Promise<Event>;
  }

  @FieldResolver(() => ProblemVersion, { description: 'The event’s version when it was started.' })
  fromVersion(@Root() rescoring: Rescoring): Promise<ProblemVersion> {
    return rescoring.fromVersion.loadOrFail() as Promise<ProblemVersion>;
  }

  @FieldResolver(() => ProblemVersion, { description: 'The version that scores.' })
  toVersion(@Root() rescoring: Rescoring): Promise<ProblemVersion> {
    return rescoring.toVersion.loadOrFail() as Promise<ProblemVersion>;
  }

  @FieldResolver(() => User)
  requestedBy(@Root() rescoring: Rescoring): Promise<User> {
    return rescoring.requestedBy.loadOrFail() as Promise<User>;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who applied or dropped it.' })
  async endedBy(@Root() rescoring: Rescoring): Promise<User | null> {
    return ((await rescoring.endedBy?.loadOrFail()) ?? null) as User | null;
  }

  @FieldResolver(() => Int, { description: 'Evaluations still to be scored anew.' })
  async waitingCount(@Root() rescoring: Rescoring, @Ctx() context: RequestContext): Promise<number> {
    return (await countsOf(rescoring, context)).waiting;
  }

  @FieldResolver(() => Int, { description: 'Evaluations with a result.' })
  async doneCount(@Root() rescoring: Rescoring, @Ctx() context: RequestContext): Promise<number> {
    return (await countsOf(rescoring, context)).done;
  }

  @FieldResolver(() => Int, { description: 'Evaluations that the platform could not score anew.' })
  async failedCount(@Root() rescoring: Rescoring, @Ctx() context: RequestContext): Promise<number> {
    return (await countsOf(rescoring, context)).failed;
  }

  @FieldResolver(() => Int, {
    description: 'Current evaluations on the old version that ended without predictions; they stay as they are.',
  })
  async withoutPredictionsCount(@Root() rescoring: Rescoring, @Ctx() context: RequestContext): Promise<number> {
    return (await leftOutOf(rescoring, context)).withoutPredictions;
  }

  @FieldResolver(() => Int, {
    description: 'Current evaluations on the old version that have not ended; they follow later.',
  })
  async unfinishedCount(@Root() rescoring: Rescoring, @Ctx() context: RequestContext): Promise<number> {
    return (await leftOutOf(rescoring, context)).unfinished;
  }

  @FieldResolver(() => RescoringComparisonView, { description: 'What it would change; once applied, what it changed.' })
  async comparison(
    @Root() rescoring: Rescoring,
    @Arg('first', () => Int, { defaultValue: 500 }) first: number,
    @Ctx() { em, clock, viewer, recordLook }: RequestContext,
  ): Promise<RescoringComparisonView> {
    if (first < 0) throw new AppError('INVALID', 'first must not be negative.');
    const comparison = viewOfComparison(await readRescoringComparison(em, rescoring), first);
    // Private scores are among what it compares.
    const event = await rescoring.event.loadOrFail();
    if (viewer !== null && comparison.rows.length > 0 && eventPhase(event, clock.now()) !== 'CLOSED') {
      recordLook({ viewerId: viewer.id, eventId: event.id, subject: { kind: 'event', id: event.id } });
    }
    return comparison;
  }
}

@Resolver(() => Event)
export class EventRescoringsResolver {
  @FieldResolver(() => [Rescoring], { description: 'Newest first; for site admins, empty for others.' })
  rescorings(@Root() event: Event, @Ctx() { em, viewer }: RequestContext): Promise<Rescoring[]> | Rescoring[] {
    return canRescore(viewer) ? listRescorings(em, event.id) : [];
  }
}

function requireRescorer({ viewer }: RequestContext): User {
  const someone = requireViewer(viewer);
  if (!canRescore(someone)) throw new AppError('FORBIDDEN', 'Only site admins may do this.');
  return someone;
}

async function countsOf(rescoring: Rescoring, { loaders }: RequestContext): Promise<RescoringCounts> {
  return loaders.rescored.load(rescoring.id);
}

const leftOutOf = (rescoring: Rescoring, { em }: RequestContext) =>
  countLeftOut(em, { eventId: rescoring.event.id, versionId: rescoring.fromVersion.id });
