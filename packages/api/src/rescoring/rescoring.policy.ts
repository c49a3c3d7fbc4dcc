import type { Viewer } from '../auth/viewer.js';

/** Starting, seeing, applying and dropping: it shows test scores and changes who wins. */
export const canRescore = (viewer: Viewer | null): boolean => viewer?.isAdmin === true;
