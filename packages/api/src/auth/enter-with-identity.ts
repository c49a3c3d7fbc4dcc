import { randomUUID } from 'node:crypto';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { askForApproval } from '../users/ask-for-approval.js';
import { User } from '../users/user.entity.js';
import { type AccountRules, canEnter, firstUserState } from '../users/user-state.js';
import { AccessToken } from './access-token.entity.js';
import { settleConfirmed } from './confirm-email.js';
import { ExternalIdentity } from './external-identity.entity.js';
import type { OidcPerson } from './oidc-provider-client.js';
import { Session } from './session.entity.js';

/** Why somebody whom the provider knows is not let in. */
export type EntryRefusal = 'unverified' | 'disabled';

interface EntryDeps {
  em: EntityManager;
  clock: Clock;
  config: AccountRules;
}

/**
 * The user whom the provider's person is: the one that is linked, else the one with the same address, which is linked, else
 * a new one. Only an address that the provider calls verified links or makes an account.
 */
export async function enterWithIdentity(
  person: OidcPerson,
  { em, ...deps }: EntryDeps,
): Promise<{ user: User } | { refused: EntryRefusal }> {
  const enter = () => em.fork().transactional((tx) => findOrMake(tx, person, deps));
  try {
    return await enter();
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    // Somebody with this name or address came first; the second look sees them.
    return enter();
  }
}

async function findOrMake(
  tx: EntityManager,
  person: OidcPerson,
  deps: Omit<EntryDeps, 'em'>,
): Promise<{ user: User } | { refused: EntryRefusal }> {
  const { issuer, subject } = person;
  const known = await tx.findOne(ExternalIdentity, { issuer, subject }, { populate: ['user'] });
  if (known !== null) return admit(known.user.getEntity());
  if (person.email === null || !person.isEmailVerified) return { refused: 'unverified' };

  const email = person.email.trim().toLowerCase();
  const owner = await tx.findOne(User, { email });
  if (owner !== null && !canEnter(owner.state)) return { refused: 'disabled' };
  const user = owner === null ? await makeUser(tx, { ...person, email }, deps) : await claim(tx, owner, deps);
  await tx.insert(ExternalIdentity, { issuer, subject, user: user.id, linkedAt: deps.clock.now() });
  return { user };
}

const admit = (user: User): { user: User } | { refused: EntryRefusal } =>
  canEnter(user.state) ? { user } : { refused: 'disabled' };

/**
 * Whoever made the account never proved the address, and may be somebody else who waits for its owner: what they could
 * get in with ends before its owner comes in. So does a generated password, which somebody handed out.
 */
async function claim(tx: EntityManager, user: User, deps: Omit<EntryDeps, 'em'>): Promise<User> {
  if (user.emailConfirmedAt && !user.mustChangePassword) return user;
  user.passwordHash = null;
  user.mustChangePassword = false;
  user.emailConfirmedAt = deps.clock.now();
  await tx.flush();
  await tx.nativeDelete(Session, { user: user.id });
  await tx.nativeDelete(AccessToken, { user: user.id });
  await settleConfirmed(tx, user, deps);
  return user;
}

async function makeUser(
  tx: EntityManager,
  { email, name, preferredUsername }: OidcPerson & { email: string },
  { clock, config }: Omit<EntryDeps, 'em'>,
): Promise<User> {
  const username = await freeUsername(tx, preferredUsername ?? email);
  const state = firstUserState(config, { isEmailConfirmed: true });
  const displayName = name?.trim().slice(0, 100) || username;
  const user = tx.create(User, { username, email, emailConfirmedAt: clock.now(), displayName, state });
  await tx.flush();
  if (state === 'ASKED') await askForApproval(tx, user, { clock });
  return user;
}

/** A user name like the wanted one that nobody has. */
async function freeUsername(tx: EntityManager, wanted: string): Promise<string> {
  const plain = (wanted.split('@')[0] ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]/g, '')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 30);
  const base = plain.length < 2 || plain.startsWith('deleted-') ? 'user' : plain;
  if (base !== 'user' && (await tx.count(User, { username: base })) === 0) return base;
  return `${base}-${randomUUID().slice(0, 8)}`;
}
