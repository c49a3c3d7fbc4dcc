/**
 * The address that an account shows to its owner and to site admins: what it was signed up with, even while that belongs to
 * another account and stands aside in `claimedEmail`.
 */
export const shownEmail = (user: { email: string; claimedEmail?: string | null | undefined }): string =>
  user.claimedEmail ?? user.email;
