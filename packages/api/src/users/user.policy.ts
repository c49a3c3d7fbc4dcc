import type { Viewer } from '../auth/viewer.js';

/** Who asks about an account: its owner counts in whichever state the account is, everyone else when active. */
export interface Asking {
  viewer: Viewer | null;
  account: { id: string } | null;
}

const isOwn = ({ account }: Asking, user: { id: string }): boolean => account?.id === user.id;
const isSiteAdmin = ({ viewer }: Asking): boolean => viewer?.isAdmin === true;

/** E-mail address, full name and the account's state: for its owner and for site admins. */
export const canSeeAccount = (asking: Asking, user: { id: string }): boolean =>
  isOwn(asking, user) || isSiteAdmin(asking);

/** Website and biography: for everyone who is signed in with an active account. */
export const canSeeProfile = (asking: Asking, user: { id: string }): boolean =>
  asking.viewer !== null || isOwn(asking, user);

/** What is noted about an account: for site admins alone, never for its owner. */
export const canSeeHiddenNotes = (asking: Asking): boolean => isSiteAdmin(asking);
