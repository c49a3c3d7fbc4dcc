import type { Viewer } from '../auth/viewer.js';

/** Publishing, keywords, and how a kit came here: site admins only, since a kit's code runs on the workers. */
export const canPublish = (viewer: Viewer | null): boolean => viewer?.isAdmin === true;

/**
 * A problem, and the public part of a version's kit: whoever may see an event on it, from before it opens, and site admins.
 * A version that no event uses is nobody else's business, nor are versions that events have left behind.
 */
export const canSeeProblem = (viewer: Viewer | null, hasVisibleEvent: boolean): boolean =>
  hasVisibleEvent || canPublish(viewer);
