import 'reflect-metadata';
import { Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Event } from '../events/event.entity.js';
import type { RequestContext } from '../graphql/context.js';
import { canSeeStatistics } from './statistics.policy.js';
import { dayOf, readStatistics } from './statistics.query.js';
import { EventStatisticsView } from './statistics.view.js';

@ArgsType()
class StatisticsArgs {
  @Field(() => Int, { defaultValue: 90, description: 'How many days up to the last one, at most 400.' })
  @Min(1)
  @Max(400)
  declare days: number;
}

const dayMs = 86_400_000;
/** For how long after closing days are still interesting. */
const afterClosingMs = 7 * dayMs;

@Resolver(() => Event)
export class StatisticsResolver {
  @FieldResolver(() => EventStatisticsView, {
    nullable: true,
    description: 'For admins of the event, null for others. Up to today, or a week after closing.',
  })
  async statistics(
    @Root() event: Event,
    @Args(() => StatisticsArgs) { days }: StatisticsArgs,
    @Ctx() { em, clock, loaders }: RequestContext,
  ): Promise<EventStatisticsView | null> {
    if (!canSeeStatistics(await loaders.administers.load(event.id))) return null;
    const last = Math.min(clock.now().getTime(), event.closesAt.getTime() + afterClosingMs);
    // Nothing happened before there was an event.
    const first = Math.max(last - (days - 1) * dayMs, event.createdAt.getTime());
    const range = { from: dayOf(new Date(Math.min(first, last))), to: dayOf(new Date(last)) };
    return readStatistics(em, event.id, range);
  }
}
