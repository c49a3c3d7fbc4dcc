import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { MailToken, type MailTokenKind } from './mail-token.entity.js';
import { hashToken, newToken } from './token.js';

const lifetimeMinutes: Record<MailTokenKind, number> = {
  CONFIRM_EMAIL: 3 * 24 * 60,
  CHANGE_EMAIL: 24 * 60,
  RESET_PASSWORD: 60,
};

/** Makes the secret of a link that is about to be mailed; earlier links of the kind stop working. In the mail's transaction. */
export async function issueMailToken(
  tx: EntityManager,
  { kind, userId, email, lives }: MailTokenRequest,
  deps: { clock: Clock },
): Promise<string> {
  const tokens = await issueMailTokens(tx, { kind, users: [{ id: userId, email }], ...(lives ? { lives } : {}) }, deps);
  const token = tokens.get(userId);
  if (token === undefined) throw new Error('A token was asked for and not made.');
  return token;
}

/** The same for many users at once, in two statements; secrets by user. */
export async function issueMailTokens(
  tx: EntityManager,
  { kind, users, lives = lifetimeMinutes[kind] }: MailTokensRequest,
  { clock }: { clock: Clock },
): Promise<Map<string, string>> {
  const now = clock.now();
  const tokens = new Map(users.map(({ id }) => [id, newToken()]));
  const ids = users.map(({ id }) => id);
  await tx.nativeDelete(MailToken, { $or: [{ user: { $in: ids }, kind }, { expiresAt: { $lte: now } }] });
  await tx.insertMany(
    MailToken,
    users.map(({ id, email }) => ({
      tokenHash: hashToken(tokens.get(id) ?? ''),
      kind,
      user: id,
      email,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lives * 60_000),
    })),
  );
  return tokens;
}

interface MailTokensRequest {
  kind: MailTokenKind;
  users: readonly { id: string; email: string }[];
  /** Minutes; each kind has its own unless something else is asked for. */
  lives?: number;
}

interface MailTokenRequest {
  kind: MailTokenKind;
  userId: string;
  email: string;
  /** Minutes; each kind has its own unless something else is asked for. */
  lives?: number;
}

/** Uses a secret up: whose it is and which address it proves, or null. Of several at once, one gets it. */
export async function takeMailToken(
  tx: EntityManager,
  { token, kinds }: { token: string; kinds: readonly MailTokenKind[] },
  { clock }: { clock: Clock },
): Promise<{ kind: MailTokenKind; userId: string; email: string } | null> {
  const [taken] = await tx.execute<{ kind: MailTokenKind; user_id: string; email: string; expires_at: string }[]>(
    `delete from mail_token where token_hash = ? and kind in (${kinds.map(() => '?').join(', ')})
     returning kind, user_id, email, expires_at`,
    [hashToken(token), ...kinds],
  );
  if (taken === undefined || new Date(taken.expires_at) <= clock.now()) return null;
  return { kind: taken.kind, userId: taken.user_id, email: taken.email };
}
