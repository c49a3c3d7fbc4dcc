import { requireViewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import type { User } from '../users/user.entity.js';
import type { Event } from './event.entity.js';
import { findEvent } from './event.queries.js';
import { seesEvent } from './sees-event.js';

/** The event and its admin, of a request that only its admins may make. NOT_FOUND for who may not know of the event. */
export async function requireEventAdmin(
  slug: string,
  context: RequestContext,
): Promise<{ viewer: User; event: Event }> {
  const viewer = requireViewer(context.viewer);
  const event = await findEvent(context.em, slug);
  if (event === null || !(await seesEvent(event, context))) throw notFound('event');
  if (!(await context.loaders.administers.load(event.id))) {
    throw new AppError('FORBIDDEN', 'Only the admins of this event may do this.');
  }
  return { viewer, event };
}
