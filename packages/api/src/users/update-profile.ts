import type { EntityManager } from '@mikro-orm/postgresql';
import { type Refusal, refusal } from '../refusal.js';
import { User } from './user.entity.js';

/** What people say of themselves; empty text means nothing. */
export interface Profile {
  displayName: string;
  firstName?: string | null;
  lastName?: string | null;
  website?: string | null;
  bio?: string | null;
}

/** Changes what the owner says of themselves. */
export async function updateProfile(
  owner: { id: string },
  profile: Profile,
  { em }: { em: EntityManager },
): Promise<{ user: User } | { refusal: Refusal }> {
  const displayName = profile.displayName.trim();
  const website = profile.website?.trim() || null;
  if (displayName === '') return { refusal: refusal('INVALID', 'Say what to call you.', { field: 'displayName' }) };
  if (website !== null && !isWebAddress(website)) {
    const message = 'A website begins with https:// or http://.';
    return { refusal: refusal('INVALID', message, { field: 'website' }) };
  }
  const [firstName, lastName, bio] = [profile.firstName, profile.lastName, profile.bio].map(
    (text) => text?.trim() || null,
  );
  // Whatever happens at the same time, what was forgotten stays forgotten.
  const living = { id: owner.id, state: { $ne: 'DELETED' } } as const;
  await em.nativeUpdate(User, living, { displayName, firstName, lastName, website, bio });
  return { user: await em.findOneOrFail(User, owner.id, { refresh: true }) };
}

// Anything else could run as a script when somebody follows it.
const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
