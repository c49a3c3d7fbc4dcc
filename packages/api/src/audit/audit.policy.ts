import type { Viewer } from '../auth/viewer.js';

/** The whole log: site admins. */
export const canSeeAuditLog = (viewer: Viewer | null): boolean => viewer?.isAdmin === true;

/** What was done about one event: whoever runs it. */
export const canSeeEventAuditLog = (administersEvent: boolean): boolean => administersEvent;
