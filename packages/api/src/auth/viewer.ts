import { AppError } from '../errors.js';

/** Who asks. Policies need no more of a user. */
export interface Viewer {
  id: string;
  isAdmin: boolean;
}

const asParticipants = new WeakSet<object>();

/** For the rest of a request the viewer runs nothing, whatever the account's rights are: an access token may say so. */
export function limitToParticipant(viewer: Viewer): void {
  viewer.isAdmin = false;
  asParticipants.add(viewer);
}

/** Whether the viewer's rights as an organiser count in this request. */
export const mayOrganise = (viewer: object): boolean => !asParticipants.has(viewer);

/** The viewer of a request that needs one. */
export function requireViewer<V extends Viewer>(viewer: V | null): V {
  if (viewer === null) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return viewer;
}

/** The viewer of a request that only site admins may make. */
export function requireAdmin<V extends Viewer>(viewer: V | null): V {
  const someone = requireViewer(viewer);
  if (!someone.isAdmin) throw new AppError('FORBIDDEN', 'Only site admins may do this.');
  return someone;
}
