import { AppError } from '../errors.js';

/** Who asks. Policies need no more of a user. */
export interface Viewer {
  id: string;
  isAdmin: boolean;
}

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
