import type { EntityManager } from '@mikro-orm/postgresql';
import { issueMailTokens } from '../auth/mail-tokens.js';
import type { Clock } from '../clock.js';
import type { MailContent } from '../notifications/mail.entity.js';
import { queueMails } from '../notifications/queue-mail.js';

/** How long the link of an invitation works. People read mails of a course before it begins. */
const linkDays = 14;

interface Invited {
  id: string;
  username: string;
  email: string;
}

/** Tells people of the accounts that were made for them; with links to choose passwords, unless they are handed some. */
export async function mailImported(
  tx: EntityManager,
  users: readonly Invited[],
  { eventTitle, hasPassword }: { eventTitle: string | null; hasPassword: boolean },
  deps: { clock: Clock },
): Promise<void> {
  const lives = linkDays * 24 * 60;
  const tokens = hasPassword ? null : await issueMailTokens(tx, { kind: 'RESET_PASSWORD', users, lives }, deps);
  const mails = users.map(({ id, username, email }) => ({
    to: email,
    userId: id,
    content: contentOf(username, eventTitle, tokens?.get(id) ?? null),
  }));
  await queueMails(tx, mails, deps);
}

function contentOf(username: string, eventTitle: string | null, token: string | null): MailContent {
  const made = `An account was made for you on this site: your user name is “${username}”.`;
  const event = eventTitle === null ? [] : [`It takes part in “${eventTitle}”.`];
  const subject = eventTitle === null ? 'An account was made for you' : `You take part in “${eventTitle}”`;
  const how =
    token === null
      ? 'You will be handed a password by those who run it. You can choose one of your own with “Forgot your password?”, too.'
      : `Choose a password to sign in with. The link works once, for ${linkDays} days; after that, use “Forgot your password?”.`;
  const action =
    token === null
      ? { label: 'Sign in', path: '/sign-in' }
      : { label: 'Choose a password', path: `/reset-password#${token}` };
  return { subject, paragraphs: [made, ...event, how], action };
}
