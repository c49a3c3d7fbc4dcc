import type { Viewer } from '../auth/viewer.js';

/** An e-mail address is for its owner and for site admins. */
export const canSeeEmail = (viewer: Viewer | null, user: { id: string }): boolean =>
  viewer !== null && (viewer.isAdmin || viewer.id === user.id);
