import type { Event } from '../events/event.entity.js';
import { findEvent } from '../events/event.queries.js';
import { seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { findProblemVersion } from './problem.queries.js';
import type { ProblemVersion } from './problem-version.entity.js';
import { seesVersion } from './visible-events.js';

/** The kit behind `/kits/<slug of an event or id of a version>`, if the viewer may have it; else null. */
export async function kitOfAddress(
  name: string,
  context: RequestContext,
): Promise<{ version: ProblemVersion; event: Event | null } | null> {
  if (isUuid(name)) {
    const version = await findProblemVersion(context.em, name);
    return version !== null && (await seesVersion(version, context)) ? { version, event: null } : null;
  }
  // PostgreSQL would answer some other characters with an error.
  if (!/^[a-z0-9_-]{1,63}$/.test(name)) return null;
  const found = await findEvent(context.em, name);
  if (found === null) return null;
  const version = (await found.problemVersion.loadOrFail()) as ProblemVersion;
  return (await seesEvent(found, context)) ? { version, event: found } : null;
}
