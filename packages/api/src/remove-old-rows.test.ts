import assert from 'node:assert/strict';
import { recordInteraction } from './interactions/record-interaction.js';
import { notify } from './notifications/notify.js';
import { queueMail } from './notifications/queue-mail.js';
import { removeOldRows } from './remove-old-rows.js';
import { newUser } from './testing/scenario.js';
import { startTestApp, type TestApp } from './testing/test-app.js';

describe('what is kept only for a while', () => {
  let test: TestApp;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600, mailDays: 10, notificationDays: 20, interactionDays: 30 });
  });
  after(() => test.close());

  it('goes when its days are over, but no mail that is still to be sent and nothing of the audit log', async () => {
    const ada = await newUser(test);
    const { id } = (await ada.data('{ viewer { id } }')).viewer;
    const em = () => test.app.orm.em.fork();
    await em().transactional(async (tx) => {
      const deps = { clock: test.clock };
      await notify(tx, { id }, { kind: 'TEAM', title: 'News', body: '', isMailed: false }, deps);
      await recordInteraction(tx, { kind: 'VIEW_EVENT', userId: id, eventId: null }, deps);
      for (const to of ['sent@example.org', 'failed@example.org', 'waiting@example.org'])
        await queueMail(tx, { to, content: { subject: 'S', paragraphs: [] } }, deps);
      await tx.execute(`update mail set state = upper(split_part(to_address, '@', 1))`);
    });
    const counts = async () => {
      await removeOldRows({ ...test.app.services, em: test.app.orm.em });
      const [row] = await em().execute(
        `select (select count(*)::int from mail) as mails, (select count(*)::int from notification) as news,
                (select count(*)::int from interaction) as interactions`,
      );
      return row;
    };
    const day = 86_400;
    test.clock.advance(9.9 * day);
    assert.deepEqual(await counts(), { mails: 3, news: 1, interactions: 1 });
    test.clock.advance(0.2 * day);
    assert.deepEqual(await counts(), { mails: 1, news: 1, interactions: 1 });
    test.clock.advance(10 * day);
    assert.deepEqual(await counts(), { mails: 1, news: 0, interactions: 1 });
    test.clock.advance(10 * day);
    assert.deepEqual(await counts(), { mails: 1, news: 0, interactions: 0 });
  });

  it('of accounts: what has expired, and names that nobody confirmed', async () => {
    const em = test.app.orm.em.fork();
    const grace = await newUser(test, 'grace');
    await newUser(test, 'typo');
    await grace.data('mutation { createAccessToken(input: { name: "x", days: 1 }) { token refusal { reason } } }');
    await grace.data('mutation { resendConfirmation { mailedTo } }');
    const now = test.clock.now();
    await em.execute(`update "user" set state = 'UNCONFIRMED', created_at = ? where username = 'typo'`, [now]);
    const counts = async () => {
      await removeOldRows({ ...test.app.services, em });
      const [row] = await em.execute(
        `select (select count(*)::int from session) as sessions, (select count(*)::int from mail_token) as links,
                (select count(*)::int from access_token) as tokens,
                (select count(*)::int from "user" where username in ('grace', 'typo')) as users`,
      );
      return row;
    };
    const day = 86_400;
    assert.deepEqual(await counts(), { sessions: 2, links: 1, tokens: 1, users: 2 });
    test.clock.advance(29 * day);
    assert.deepEqual(await counts(), { sessions: 2, links: 0, tokens: 1, users: 2 });
    test.clock.advance(2 * day);
    assert.deepEqual(await counts(), { sessions: 0, links: 0, tokens: 0, users: 1 });
    test.clock.advance(day);
    assert.deepEqual(await counts(), { sessions: 0, links: 0, tokens: 0, users: 1 });
  });
});
