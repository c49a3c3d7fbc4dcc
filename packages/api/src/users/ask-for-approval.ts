import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { notify } from '../notifications/notify.js';
import { User } from './user.entity.js';

/** Tells the site admins that an account waits for them. */
export async function askForApproval(
  tx: EntityManager,
  { username }: { username: string },
  deps: { clock: Clock },
): Promise<void> {
  const admins = await tx.find(User, { isAdmin: true, state: 'ACTIVE' }, { fields: ['id', 'email'] });
  const news = {
    kind: 'ORGANISER',
    title: 'An account waits for approval',
    body: `“${username}” has signed up and can do nothing until a site admin approves the account.`,
    path: '/admin/users?state=ASKED',
  } as const;
  for (const admin of admins) await notify(tx, admin, news, deps);
}
