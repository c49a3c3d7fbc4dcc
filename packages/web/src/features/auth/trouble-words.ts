const words: Record<string, string> = {
  unverified: 'Your provider does not say that your e-mail address is verified. Verify it there, then try again.',
  disabled: 'This account was disabled. Ask the people who run this site.',
  cancelled: 'You were not signed in: the sign-in was cancelled.',
  busy: 'Too many tries. Try again in some minutes.',
  failed: 'Signing in with the provider did not work. Try again.',
};

/** Why the way through the identity provider led back here; null when it did not. */
export const troubleWords = (search: string): string | null => {
  const trouble = new URLSearchParams(search).get('trouble');
  return trouble === null ? null : (words[trouble] ?? words['failed'] ?? null);
};
