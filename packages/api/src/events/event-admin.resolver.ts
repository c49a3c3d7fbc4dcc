import 'reflect-metadata';
import { IsUUID, MaxLength } from 'class-validator';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { Refusal } from '../graphql/refusal.type.js';
import { Scope } from '../graphql/scope.js';
import { User } from '../users/user.entity.js';
import { Event } from './event.entity.js';
import { listEventAdmins } from './event.queries.js';
import { addEventAdmin, removeEventAdmin } from './event-admins.js';
import { requireEventAdmin } from './require-event-admin.js';

@InputType()
class AddEventAdminInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => String, { description: 'User name or e-mail address.' }) @MaxLength(300) declare login: string;
}

@InputType()
class RemoveEventAdminInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => ID) @IsUUID() declare userId: string;
}

@ObjectType({ simpleResolvers: true })
class EventAdminsResult {
  @Field(() => Event, { nullable: true }) declare event: Event | null;
  @Field(() => Refusal, { nullable: true }) declare refusal: Refusal | null;
}

/** Who runs an event beside the site admins. */
@Resolver(() => Event)
export class EventAdminResolver {
  @FieldResolver(() => [User], {
    nullable: true,
    description: 'Its own admins; for them and site admins, null for others.',
  })
  async admins(@Root() event: Event, @Ctx() { em, loaders }: RequestContext): Promise<User[] | null> {
    return (await loaders.administers.load(event.id)) ? listEventAdmins(em, event.id) : null;
  }

  @Scope('ADMIN')
  @Mutation(() => EventAdminsResult, { description: 'For admins of the event: one more of them.' })
  async addEventAdmin(
    @Arg('input', () => AddEventAdminInput) { eventSlug, login }: AddEventAdminInput,
    @Ctx() context: RequestContext,
  ): Promise<EventAdminsResult> {
    const { viewer, event } = await requireEventAdmin(eventSlug, context);
    return { event, ...(await addEventAdmin(viewer, { event, login }, context)) };
  }

  @Scope('ADMIN')
  @Mutation(() => EventAdminsResult, {
    description: 'For admins of the event: one of them fewer; the last one only by a site admin.',
  })
  async removeEventAdmin(
    @Arg('input', () => RemoveEventAdminInput) { eventSlug, userId }: RemoveEventAdminInput,
    @Ctx() context: RequestContext,
  ): Promise<EventAdminsResult> {
    const { viewer, event } = await requireEventAdmin(eventSlug, context);
    const answer = await removeEventAdmin(viewer, { event, userId }, context);
    await context.renew();
    return { event, ...answer };
  }
}
