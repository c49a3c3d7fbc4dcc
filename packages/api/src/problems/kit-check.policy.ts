import type { Viewer } from '../auth/viewer.js';

/** Site admins only: a kit check shows test scores, and what failing code said about hidden data. */
export const canSeeKitCheck = (viewer: Viewer | null): boolean => viewer?.isAdmin === true;
