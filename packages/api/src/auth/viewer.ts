import { AppError } from '../errors.js';
import { isActive, type UserState } from '../users/user-state.js';

/** Who asks. Policies need no more of a user. */
export interface Viewer {
  id: string;
  isAdmin: boolean;
}

/** What says whether an account's rights count. */
export interface Standing {
  state: UserState;
  mustChangePassword: boolean;
}

/** Whether an account's rights count: it is active and has a password of its own. */
export const hasRights = ({ state, mustChangePassword }: Standing): boolean => isActive(state) && !mustChangePassword;

/** Whose rights count in a request: the account's, or nobody's. */
export const viewerOf = <A extends Standing>(account: A | null): A | null =>
  account !== null && hasRights(account) ? account : null;

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
