import assert from 'node:assert/strict';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { mailsTo } from '../testing/mails.js';
import { newAdmin, newUser } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { User } from './user.entity.js';

const usersQuery = `query ($search: String, $state: UserState, $isAdmin: Boolean, $sort: UserSort, $first: Int, $offset: Int) {
  users(search: $search, state: $state, isAdmin: $isAdmin, sort: $sort, first: $first, offset: $offset) {
    totalCount rows { username email state hiddenNotes } counts { state count } } }`;
const move = (act: 'approveUsers' | 'disableUsers' | 'enableUsers') => `mutation ($input: MoveUsersInput!) {
  ${act}(input: $input) { users { username state } refusal { reason field } } }`;
const setAdmin = `mutation ($input: SetUserAdminInput!) {
  setUserAdmin(input: $input) { user { username isAdmin } refusal { reason } } }`;
const note = 'mutation ($input: NoteOnUserInput!) { noteOnUser(input: $input) { user { hiddenNotes } } }';
const viewer = '{ viewer { username isAdmin hiddenNotes } }';

describe('users for site admins', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  before(async () => {
    test = await startTestApp({ requiresApproval: true });
    admin = await newAdmin(test, 'root');
  });
  after(() => test.close());

  const idOf = async (username: string) => (await test.app.orm.em.fork().findOneOrFail(User, { username })).id;
  const idsOf = (...usernames: string[]) => Promise.all(usernames.map(idOf));
  const actsOn = async (username: string) => {
    const subjectId = await idOf(username);
    const entries = await test.app.orm.em.fork().find(AuditEntry, { subjectId }, { orderBy: { at: 'asc' } });
    return entries.map(({ act }) => act);
  };

  it('are found by name, address and state, in the order that is asked for, page by page', async () => {
    for (const name of ['anna', 'berta', 'clara', 'per_cent']) await newUser(test, name);
    const find = async (asked: Record<string, unknown>) => (await admin.data(usersQuery, asked)).users;
    const names = async (asked: Record<string, unknown>) =>
      (await find(asked)).rows.map(({ username }: { username: string }) => username);
    assert.deepEqual(await names({ search: 'BERT' }), ['berta']);
    assert.deepEqual(await names({ search: 'clara@example' }), ['clara']);
    assert.deepEqual(await names({ search: '_' }), ['per_cent'], 'wildcards are text');
    assert.deepEqual(await names({ search: '%' }), []);
    assert.deepEqual(await names({ state: 'ASKED', sort: 'USERNAME' }), ['anna', 'berta', 'clara', 'per_cent']);
    assert.deepEqual(await names({ isAdmin: true }), ['root']);
    const page = await find({ state: 'ASKED', sort: 'USERNAME', first: 2, offset: 1 });
    assert.equal(page.totalCount, 4);
    assert.deepEqual(
      page.rows.map(({ username }: { username: string }) => username),
      ['berta', 'clara'],
    );
    assert.deepEqual(page.counts, [
      { state: 'ACTIVE', count: 1 },
      { state: 'ASKED', count: 4 },
    ]);
    assert.equal(await admin.errorCode(usersQuery, { first: 201 }), 'INVALID');
  });

  it('are approved in bulk: each is told, each act is in the audit log, others are left alone', async () => {
    const userIds = await idsOf('anna', 'berta', 'root');
    const answer = await admin.data(move('approveUsers'), { input: { userIds } });
    const approved = answer.approveUsers.users.map(({ username, state }: { username: string; state: string }) => [
      username,
      state,
    ]);
    assert.deepEqual(approved.sort(), [
      ['anna', 'ACTIVE'],
      ['berta', 'ACTIVE'],
    ]);
    assert.match((await mailsTo(test, 'anna@example.org')).at(-1)?.subject ?? '', /approved/);
    assert.deepEqual(await actsOn('anna'), ['approveUsers']);
    assert.deepEqual(await actsOn('root'), []);
  });

  it('lose sessions, access tokens and the next message of open subscriptions when they are disabled', async () => {
    const other = await newAdmin(test, 'second');
    const made = await other.data(
      'mutation { createAccessToken(input: { name: "x", scopes: [ADMIN] }) { token refusal { reason } } }',
    );
    const program = test.client();
    program.headers = { authorization: `Bearer ${made.createAccessToken.token}` };
    const workers = other.subscribe('subscription { workersChanged { name } }');
    await workers.until((data) => data !== undefined);
    const userIds = await idsOf('second');
    await admin.data(move('disableUsers'), { input: { userIds, note: 'left the company' } });

    assert.equal((await other.data(viewer)).viewer, null);
    assert.equal((await program.data(viewer)).viewer, null);
    test.app.services.topics.workersChanged();
    const refused = await workers.untilError();
    assert.equal(refused, 'UNAUTHENTICATED');
    await workers.close();
    const rows = await test.app.orm.em.fork().execute('select 1 from access_token where user_id = ?', userIds);
    assert.equal(rows.length, 0);

    await admin.data(move('enableUsers'), { input: { userIds } });
    assert.equal((await other.data(viewer)).viewer, null, 'what was ended stays ended');
    assert.deepEqual(await actsOn('second'), ['createAccessToken', 'disableUsers', 'enableUsers']);
  });

  it('are made site admins and back, but never the last one', async () => {
    const [root, second, anna, clara] = (await idsOf('root', 'second', 'anna', 'clara')) as [
      string,
      string,
      string,
      string,
    ];
    const set = async (userId: string, isAdmin: boolean) =>
      (await admin.data(setAdmin, { input: { userId, isAdmin } })).setUserAdmin;
    assert.equal((await set(second, false)).refusal, null);
    assert.equal((await set(root, false)).refusal.reason, 'INVALID', 'the last one');
    assert.equal((await set(clara, true)).refusal.reason, 'NOT_APPROVED', 'still waits');
    assert.equal((await set(anna, true)).user.isAdmin, true);
    assert.equal((await set(anna, true)).refusal.reason, 'ALREADY_DONE');
    const own = await admin.data(move('disableUsers'), { input: { userIds: [root] } });
    assert.equal(own.disableUsers.refusal.reason, 'INVALID');
    assert.deepEqual(await actsOn('anna'), ['approveUsers', 'setUserAdmin']);
  });

  it('of two site admins who take each other’s rights at the same time one is left', async () => {
    const [root, anna] = (await idsOf('root', 'anna')) as [string, string];
    const annas = test.client();
    await annas.data(`mutation { signIn(input: { login: "anna", password: "correct horse" }) { viewer { id } } }`);
    await Promise.all([
      admin.post(setAdmin, { input: { userId: anna, isAdmin: false } }),
      annas.post(setAdmin, { input: { userId: root, isAdmin: false } }),
    ]);
    const em = test.app.orm.em.fork();
    assert.equal(await em.count(User, { isAdmin: true, state: 'ACTIVE' }), 1);
    await em.execute(`update "user" set is_admin = (username = 'root')`);
  });

  it('have notes that they themselves never see', async () => {
    const [userId] = await idsOf('berta');
    const answer = await admin.data(note, { input: { userId, hiddenNotes: ' Knows R. ' } });
    assert.equal(answer.noteOnUser.user.hiddenNotes, 'Knows R.');
    const berta = test.client();
    await berta.data(`mutation { signIn(input: { login: "berta", password: "correct horse" }) { viewer { id } } }`);
    assert.equal((await berta.data(viewer)).viewer.hiddenNotes, null);
    const entries = await test.app.orm.em.fork().find(AuditEntry, { act: 'noteOnUser' });
    assert.equal(entries.length, 1);
    assert.ok(!JSON.stringify(entries[0]?.details).includes('Knows'));
  });

  it('are nobody else’s business', async () => {
    const user = test.client();
    await user.data(`mutation { signIn(input: { login: "berta", password: "correct horse" }) { viewer { id } } }`);
    const [userId] = await idsOf('clara');
    for (const [client, code] of [
      [user, 'FORBIDDEN'],
      [test.client(), 'UNAUTHENTICATED'],
    ] as const) {
      assert.equal(await client.errorCode(usersQuery), code);
      for (const act of ['approveUsers', 'disableUsers', 'enableUsers'] as const) {
        assert.equal(await client.errorCode(move(act), { input: { userIds: [userId] } }), code);
      }
      assert.equal(await client.errorCode(setAdmin, { input: { userId, isAdmin: true } }), code);
      assert.equal(await client.errorCode(note, { input: { userId, hiddenNotes: 'x' } }), code);
    }
    const forged = { input: { userIds: ['no id'] } };
    assert.equal(await admin.errorCode(move('approveUsers'), forged), 'INVALID');
    const unknown = { input: { userId: '00000000-0000-4000-8000-000000000000', isAdmin: true } };
    assert.equal(await admin.errorCode(setAdmin, unknown), 'NOT_FOUND');
  });
});
