import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { notFound } from '../errors.js';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { ExternalIdentity } from './external-identity.entity.js';

/** Takes a provider's way into the own account away, but never the only way in. */
export async function unlinkIdentity(
  owner: { id: string },
  { issuer }: { issuer: string },
  { em }: { em: EntityManager },
): Promise<{ refusal: Refusal | null }> {
  return em.fork().transactional(async (tx) => {
    // Two at once could else take the last two away.
    const user = await tx.findOneOrFail(User, owner.id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const links = await tx.find(ExternalIdentity, { user: owner.id });
    const left = links.filter((link) => link.issuer !== issuer);
    if (left.length === links.length) throw notFound('identity');
    if (user.passwordHash == null && left.length === 0) {
      return { refusal: refusal('INVALID', 'It is your only way in. Set a password first.') };
    }
    await tx.nativeDelete(ExternalIdentity, { user: owner.id, issuer });
    return { refusal: null };
  });
}
