import { Event } from '../events/event.entity.js';
import { EventAdmin } from '../events/event-admin.entity.js';
import { Mail } from '../notifications/mail.entity.js';
import type { GraphqlClient } from './graphql-client.js';
import { newUser } from './scenario.js';
import type { TestApp } from './test-app.js';

/** A new user who is one of the event's own admins. */
export async function newEventAdmin(test: TestApp, slug: string, name?: string): Promise<GraphqlClient> {
  const client = await newUser(test, name);
  const { viewer } = await client.data('{ viewer { id } }');
  const em = test.app.orm.em.fork();
  const event = await em.findOneOrFail(Event, { slug });
  await em.insert(EventAdmin, { event: event.id, user: viewer.id, addedAt: test.clock.now() });
  return client;
}

/** Proves that an address is its user's, as the link of a mail would. */
export async function confirmAddress(test: TestApp, email: string): Promise<void> {
  await test.app.orm.em.fork().execute('update "user" set email_confirmed_at = now() where email = ?', [email]);
}

/** What was mailed to an address, the oldest first. */
export const mailsTo = (test: TestApp, toAddress: string): Promise<Mail[]> =>
  test.app.orm.em.fork().find(Mail, { toAddress }, { orderBy: { createdAt: 'asc' } });
