import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Event } from '../events/event.entity.js';
import { seesEvent } from '../events/sees-event.js';
import { canPublish, canSeeProblem } from './problem.policy.js';
import { findEventsOfProblems } from './problem.queries.js';
import type { ProblemVersion } from './problem-version.entity.js';

/** Who asks, as a request's context says it. */
export interface Asker {
  em: EntityManager;
  viewer: Viewer | null;
  loaders: Parameters<typeof seesEvent>[1]['loaders'] & {
    eventsOfProblem: { load(problemId: string): Promise<Event[]> };
    versions: { load(problemId: string): Promise<ProblemVersion[]> };
  };
}

/** The events on any version of the problem that the asker may know of, the latest first. */
export async function visibleEvents(problemId: string, asker: Asker): Promise<Event[]> {
  const events = await asker.loaders.eventsOfProblem.load(problemId);
  const seen = await Promise.all(events.map((event) => seesEvent(event, asker)));
  return events.filter((_, index) => seen[index]);
}

/** The problems that an event is on which the asker may know of. */
export async function visibleProblemIds(asker: Asker): Promise<string[]> {
  const events = await findEventsOfProblems(asker.em, null);
  const seen = await Promise.all([...events.values()].flat().map((event) => seesEvent(event, asker)));
  const visible = [...events].flatMap(([id, list]) => list.map(() => id)).filter((_, index) => seen[index]);
  return [...new Set(visible)];
}

/** Whether the asker may know of a problem. */
export const seesProblem = async (problemId: string, asker: Asker): Promise<boolean> =>
  canSeeProblem(asker.viewer, canPublish(asker.viewer) || (await visibleEvents(problemId, asker)).length > 0);

/** Whether the asker may have the public part of a version's kit. */
export async function seesVersion(version: ProblemVersion, asker: Asker): Promise<boolean> {
  if (canPublish(asker.viewer)) return true;
  const events = await visibleEvents(version.problem.id, asker);
  const isUsed = events.some(({ problemVersion }) => problemVersion.id === version.id);
  return canSeeProblem(asker.viewer, isUsed);
}

/** The versions of a problem that the asker may know of, newest first. */
export async function visibleVersions(problemId: string, asker: Asker): Promise<ProblemVersion[]> {
  const versions = await asker.loaders.versions.load(problemId);
  const seen = await Promise.all(versions.map((version) => seesVersion(version, asker)));
  return versions.filter((_, index) => seen[index]);
}
