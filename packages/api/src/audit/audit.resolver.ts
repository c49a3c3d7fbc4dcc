import 'reflect-metadata';
import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import { findEvent } from '../events/event.queries.js';
import { seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { User } from '../users/user.entity.js';
import { AuditLogArgs } from './audit.inputs.js';
import { canSeeAuditLog, canSeeEventAuditLog } from './audit.policy.js';
import { findActs, findAuditEntries } from './audit.queries.js';
import { AuditLogView, viewOfEntry } from './audit.view.js';

@Resolver()
export class AuditResolver {
  @Query(() => AuditLogView, {
    description: 'Who did what with special rights. All of it for site admins, with an event for those who run it.',
  })
  async auditLog(
    @Args(() => AuditLogArgs) { eventSlug, filter, first, offset }: AuditLogArgs,
    @Ctx() context: RequestContext,
  ): Promise<AuditLogView> {
    const { em } = context;
    const eventId = await readableEventId(eventSlug ?? null, context);
    const { totalCount, entries } = await findAuditEntries(em, { ...filter, eventId }, { first, offset });
    const actorIds = [...new Set(entries.flatMap(({ actorId }) => actorId ?? []))];
    const actors = new Map((await em.find(User, { id: { $in: actorIds } })).map((user) => [user.id, user]));
    return {
      totalCount,
      rows: entries.map((entry) => viewOfEntry(entry, actors.get(entry.actorId ?? '') ?? null)),
      acts: await findActs(em, eventId),
    };
  }
}

/** The id of the event whose log the viewer may read; null for the whole log. */
async function readableEventId(slug: string | null, context: RequestContext): Promise<string | null> {
  const viewer = requireViewer(context.viewer);
  if (slug === null) {
    if (!canSeeAuditLog(viewer)) throw new AppError('FORBIDDEN', 'Only site admins may do this.');
    return null;
  }
  const event = await findEvent(context.em, slug);
  if (event === null || !(await seesEvent(event, context))) throw notFound('event');
  if (!canSeeEventAuditLog(await context.loaders.administers.load(event.id))) {
    throw new AppError('FORBIDDEN', 'Only admins of the event may do this.');
  }
  return event.id;
}
