import assert from 'node:assert/strict';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { newUser } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { Mail } from './mail.entity.js';
import type { NotificationKind } from './notification.entity.js';
import { notifyAll } from './notify.js';

const listQuery = `query ($first: Int!, $offset: Int!) {
  notifications(first: $first, offset: $offset) { totalCount unreadCount rows { id kind title isRead path } }
}`;
const page = { first: 50, offset: 0 };
const preferencesQuery = '{ notificationPreferences { kind inApp byMail } }';
const saveMutation = `mutation ($input: SaveNotificationPreferenceInput!) {
  saveNotificationPreference(input: $input) { preferences { kind inApp byMail } refusal { reason field } }
}`;
const markMutation = `mutation ($ids: [ID!]!) { markNotificationsRead(input: { ids: $ids }) { unreadCount } }`;

describe('notifications', () => {
  let test: TestApp;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600, mailSeconds: 0.05 });
  });
  after(() => test.close());

  const person = async () => {
    const client = await newUser(test);
    const { id } = (await client.data('{ viewer { id } }')).viewer as { id: string };
    return { client, id };
  };
  const tell = (ids: string[], title: string, kind: NotificationKind = 'EVENT') =>
    test.app.orm.em
      .fork()
      .transactional((tx) =>
        notifyAll(tx, ids, { kind, title, body: 'Words.', path: '/events' }, { clock: test.clock }),
      );
  const list = async (client: GraphqlClient, variables = page) =>
    (await client.data(listQuery, variables)).notifications;

  it('are a list of one’s own, newest first, with a count of what is unread', async () => {
    const [ada, grace] = [await person(), await person()];
    for (const title of ['one', 'two', 'three']) {
      await tell([ada.id], title);
      test.clock.advance(1);
    }
    await tell([grace.id], 'of Grace');
    const all = await list(ada.client);
    assert.deepEqual(
      all.rows.map(({ title }: { title: string }) => title),
      ['three', 'two', 'one'],
    );
    assert.equal(all.unreadCount, 3);
    const second = await list(ada.client, { first: 1, offset: 1 });
    assert.deepEqual(second, { ...all, rows: [all.rows[1]] });
    assert.equal(await test.client().errorCode(listQuery, page), 'UNAUTHENTICATED');
  });

  it('are marked as read one by one or all at once, and nobody marks those of others', async () => {
    const [ada, grace] = [await person(), await person()];
    await tell([ada.id, grace.id], 'one');
    await tell([ada.id], 'two');
    const { rows } = await list(ada.client);
    const ids = rows.map(({ id }: { id: string }) => id);
    const marked = await grace.client.data(markMutation, { ids });
    assert.equal(marked.markNotificationsRead.unreadCount, 1);
    assert.equal((await list(ada.client)).unreadCount, 2);
    await ada.client.data(markMutation, { ids: [ids[0]] });
    const after = await list(ada.client);
    assert.deepEqual(
      after.rows.map(({ isRead }: { isRead: boolean }) => isRead),
      [true, false],
    );
    const all = await ada.client.data('mutation { markAllNotificationsRead { unreadCount } }');
    assert.equal(all.markAllNotificationsRead.unreadCount, 0);
    assert.equal((await list(grace.client)).unreadCount, 1);
    assert.equal(await ada.client.errorCode(markMutation, { ids: ['no-id'] }), 'INVALID');
    assert.equal(await test.client().errorCode(markMutation, { ids }), 'UNAUTHENTICATED');
  });

  it('reach pages that are open, of their user alone, whichever process finds them', async () => {
    const [ada, grace] = [await person(), await person()];
    const query = 'subscription { notificationsChanged { unreadCount newest { title } } }';
    const [mine, theirs] = [ada.client.subscribe(query), grace.client.subscribe(query)];
    try {
      await mine.until((data) => data?.notificationsChanged.unreadCount === 0);
      await theirs.until((data) => data?.notificationsChanged.unreadCount === 0);
      await tell([ada.id], 'live');
      const seen = await mine.until((data) => data?.notificationsChanged.unreadCount === 1);
      assert.equal(seen.notificationsChanged.newest.title, 'live');
      await ada.client.data('mutation { markAllNotificationsRead { unreadCount } }');
      await mine.until(
        (data) => data?.notificationsChanged.unreadCount === 0 && data.notificationsChanged.newest === null,
      );
      await tell([grace.id], 'of Grace');
      await theirs.until((data) => data?.notificationsChanged.unreadCount === 1);
      assert.equal(theirs.seen.length, 2, 'Grace heard of nothing but her own');
    } finally {
      await Promise.all([mine.close(), theirs.close()]);
    }
    const nobody = test.client().subscribe(query);
    await nobody.until(() => true).catch(() => undefined);
    assert.match(JSON.stringify([nobody.failure, nobody.seen]), /UNAUTHENTICATED/);
    await nobody.close();
  });

  it('come by the ways that their user wants, kind by kind', async () => {
    const { client, id } = await person();
    const { notificationPreferences } = await client.data(preferencesQuery);
    assert.equal(notificationPreferences.length, 5);
    assert.ok(notificationPreferences.every((each: { inApp: boolean; byMail: boolean }) => each.inApp && each.byMail));
    const choose = async (kind: string, inApp: boolean, byMail: boolean) =>
      (await client.data(saveMutation, { input: { kind, inApp, byMail } })).saveNotificationPreference;
    assert.equal((await choose('TEAM', false, false)).refusal, null);
    await choose('EVENT', true, false);
    await choose('SUBMISSION', true, true);
    const saved = await choose('SUBMISSION', false, true);
    assert.deepEqual(
      saved.preferences.find(({ kind }: { kind: string }) => kind === 'SUBMISSION'),
      { kind: 'SUBMISSION', inApp: false, byMail: true },
    );
    for (const kind of ['TEAM', 'EVENT', 'SUBMISSION', 'ACCOUNT'] as const) await tell([id], kind, kind);
    const titles = (await list(client)).rows.map(({ title }: { title: string }) => title);
    assert.deepEqual(titles.toSorted(), ['ACCOUNT', 'EVENT']);
    const mails = await test.app.orm.em.fork().find(Mail, { user: id });
    assert.deepEqual(mails.map(({ content }) => content.subject).toSorted(), ['ACCOUNT', 'SUBMISSION']);
  });

  it('about the account cannot be turned off', async () => {
    const { client } = await person();
    const input = { kind: 'ACCOUNT', inApp: false, byMail: false };
    const { saveNotificationPreference } = await client.data(saveMutation, { input });
    assert.deepEqual(saveNotificationPreference.refusal, { reason: 'INVALID', field: 'kind' });
    assert.equal(await test.client().errorCode(saveMutation, { input }), 'UNAUTHENTICATED');
  });

  it('are turned off by the page behind a mail’s link, by its token alone', async () => {
    const unsubscribe = `mutation ($token: String!) { unsubscribe(input: { token: $token }) { kind refusal { reason } } }`;
    const { unsubscribeKeysOf, unsubscribeToken } = await import('./unsubscribe-link.js');
    const [ada, grace] = [await person(), await person()];
    const keys = await unsubscribeKeysOf(test.app.orm.em.fork(), [ada.id, grace.id]);
    const token = unsubscribeToken(keys.get(ada.id) ?? '', ada.id, 'TEAM');
    const forged = [
      token.replace(ada.id, grace.id),
      token.replace('TEAM', 'EVENT'),
      token.replace('TEAM', 'NONSENSE'),
      unsubscribeToken(keys.get(grace.id) ?? '', ada.id, 'TEAM'),
      unsubscribeToken('', '00000000-0000-4000-8000-000000000000', 'TEAM'),
      '',
    ];
    for (const wrong of forged) {
      const { unsubscribe: answer } = await test.client().data(unsubscribe, { token: wrong });
      assert.equal(answer.refusal.reason, 'INVALID', wrong);
    }
    const { unsubscribe: answer } = await test.client().data(unsubscribe, { token });
    assert.deepEqual(answer, { kind: 'TEAM', refusal: null });
    const choices = async (client: GraphqlClient) => (await client.data(preferencesQuery)).notificationPreferences;
    assert.deepEqual(
      (await choices(ada.client)).filter(({ byMail }: { byMail: boolean }) => !byMail),
      [{ kind: 'TEAM', inApp: true, byMail: false }],
    );
    assert.ok((await choices(grace.client)).every(({ byMail }: { byMail: boolean }) => byMail));
  });
});
