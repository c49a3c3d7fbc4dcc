import type { MailContent } from '../notifications/mail.entity.js';
import { Mail } from '../notifications/mail.entity.js';
import type { TestApp } from './test-app.js';

/** The mails to an address, oldest first. */
export async function mailsTo(test: TestApp, toAddress: string): Promise<MailContent[]> {
  const mails = await test.app.orm.em
    .fork()
    .find(Mail, { toAddress: toAddress.toLowerCase() }, { orderBy: { createdAt: 'asc' } });
  return mails.map(({ content }) => content);
}

/** The secret in the link of the latest mail to an address. */
export async function secretSentTo(test: TestApp, toAddress: string): Promise<string> {
  const [, secret] = (await mailsTo(test, toAddress)).at(-1)?.action?.path.split('#') ?? [];
  if (secret === undefined) throw new Error(`No link was sent to ${toAddress}.`);
  return secret;
}
