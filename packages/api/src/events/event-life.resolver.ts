import 'reflect-metadata';
import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { UpdateEventResult } from './event.inputs.js';
import { archiveEvent, closeEvent, deleteEvent, unarchiveEvent } from './event-life.js';
import { requireEventAdmin } from './require-event-admin.js';

@InputType()
class EventInput {
  @Field(() => String) @MaxLength(200) declare slug: string;
}

@InputType()
class DeleteEventInput extends EventInput {
  @Field(() => String, { description: 'The slug once more, typed by a person.' })
  @MaxLength(200)
  declare confirmSlug: string;
}

/** The ends of an event's life. */
@Resolver()
export class EventLifeResolver {
  @Scope('ADMIN')
  @Mutation(() => UpdateEventResult, { description: 'For admins of the event: closes it now, for good.' })
  async closeEvent(
    @Arg('input', () => EventInput) input: EventInput,
    @Ctx() context: RequestContext,
  ): Promise<UpdateEventResult> {
    const { viewer, event } = await requireEventAdmin(input.slug, context);
    return closeEvent(viewer, event.id, context);
  }

  @Scope('ADMIN')
  @Mutation(() => UpdateEventResult, {
    description: 'For admins of the event: out of the list, and nothing of it changes any more. Not while it is open.',
  })
  async archiveEvent(
    @Arg('input', () => EventInput) input: EventInput,
    @Ctx() context: RequestContext,
  ): Promise<UpdateEventResult> {
    const { viewer, event } = await requireEventAdmin(input.slug, context);
    return archiveEvent(viewer, event.id, context);
  }

  @Scope('ADMIN')
  @Mutation(() => UpdateEventResult, { description: 'For admins of the event.' })
  async unarchiveEvent(
    @Arg('input', () => EventInput) input: EventInput,
    @Ctx() context: RequestContext,
  ): Promise<UpdateEventResult> {
    const { viewer, event } = await requireEventAdmin(input.slug, context);
    return unarchiveEvent(viewer, event.id, context);
  }

  @Scope('ADMIN')
  @Mutation(() => UpdateEventResult, {
    description: 'For admins of the event: deletes one without submissions. Answers without it, then.',
  })
  async deleteEvent(
    @Arg('input', () => DeleteEventInput) input: DeleteEventInput,
    @Ctx() context: RequestContext,
  ): Promise<UpdateEventResult> {
    const { viewer, event } = await requireEventAdmin(input.slug, context);
    return deleteEvent(viewer, { eventId: event.id, confirmSlug: input.confirmSlug }, context);
  }
}
