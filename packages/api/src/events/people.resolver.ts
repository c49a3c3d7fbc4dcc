import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { decideParticipations } from './decide-participations.js';
import { Event } from './event.entity.js';
import { DecideParticipationsInput, DecideParticipationsResult, PeopleArgs, PeopleView } from './people.inputs.js';
import { countPeople, findPeople } from './people.queries.js';
import { requireEventAdmin } from './require-event-admin.js';

/** Who takes part in an event, for those who run it. */
@Resolver(() => Event)
export class PeopleResolver {
  @FieldResolver(() => PeopleView, {
    nullable: true,
    description: 'Participations with people and addresses; for admins of the event, null for others.',
  })
  async people(
    @Root() event: Event,
    @Args(() => PeopleArgs) { state = null, search, first, offset }: PeopleArgs,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<PeopleView | null> {
    if (!(await loaders.administers.load(event.id))) return null;
    const wanted = { state, search: (search ?? '').trim().toLowerCase(), first, offset };
    const [page, counts] = await Promise.all([findPeople(em, event.id, wanted), countPeople(em, event.id)]);
    return { ...page, askedCount: counts.ASKED, approvedCount: counts.APPROVED, rejectedCount: counts.REJECTED };
  }

  @Scope('ADMIN')
  @Mutation(() => DecideParticipationsResult, {
    description: 'For admins of the event: lets teams in, and tells them.',
  })
  approveParticipations(
    @Arg('input', () => DecideParticipationsInput) input: DecideParticipationsInput,
    @Ctx() context: RequestContext,
  ): Promise<DecideParticipationsResult> {
    return decide('APPROVED', input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => DecideParticipationsResult, {
    description:
      'For admins of the event: turns teams down, or takes them off the event with their submissions, and tells them.',
  })
  rejectParticipations(
    @Arg('input', () => DecideParticipationsInput) input: DecideParticipationsInput,
    @Ctx() context: RequestContext,
  ): Promise<DecideParticipationsResult> {
    return decide('REJECTED', input, context);
  }
}

async function decide(
  state: 'APPROVED' | 'REJECTED',
  { eventSlug, participationIds, note }: DecideParticipationsInput,
  context: RequestContext,
): Promise<DecideParticipationsResult> {
  const { viewer, event } = await requireEventAdmin(eventSlug, context);
  const decision = { event, participationIds, state, note: note?.trim() || null };
  const answer = await decideParticipations(viewer, decision, context);
  context.loaders.activity.clearAll();
  context.loaders.myParticipation.clearAll();
  return { event, ...answer };
}
