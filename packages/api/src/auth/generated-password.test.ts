import assert from 'node:assert/strict';
import { buildSchema } from '../graphql/build-schema.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { secretSentTo } from '../testing/mails.js';
import { newAdmin, openEvent } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const importUsers = `mutation ($input: ImportUsersInput!) { importUsers(input: $input) { rows { password } } }`;
const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { username mustChangePassword } } }';
const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { refusal { reason field } } }';
const newToken = 'mutation { createAccessToken(input: { name: "mine" }) { token } }';
const join = 'mutation ($input: SignUpForEventInput!) { signUpForEvent(input: $input) { refusal { reason } } }';
const must = '{ viewer { mustChangePassword } }';
const closed = 'PASSWORD_CHANGE_REQUIRED';

describe('a generated password', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
  });
  after(() => test.close());

  /** Somebody who was handed a password, and has signed in with it. */
  const newcomer = async (name: string): Promise<{ client: GraphqlClient; password: string }> => {
    const csv = `email,name\n${name}@x.org,${name}`;
    const done = await admin.data(importUsers, { input: { csv, passwords: 'GENERATED' } });
    const password = done.importUsers.rows[0].password as string;
    const client = test.client();
    const entered = await client.data(signIn, { input: { login: name, password } });
    assert.deepEqual(entered.signIn.viewer, { username: name, mustChangePassword: true });
    return { client, password };
  };

  it('opens the ways to another password, in and out, what the operator tells everybody, and nothing that others may read either', async () => {
    const schema = buildSchema();
    const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    // That all others are closed, the test of rights sees, which asks them all as a newcomer, too.
    const open = types.flatMap((type) =>
      Object.values(type?.getFields() ?? {}).filter(({ extensions }) => extensions['isOpenBeforeOwnPassword'] === true),
    );
    assert.deepEqual(
      open.map(({ name }) => name).toSorted(),
      ['viewer', 'signInOptions', 'signIn', 'signOut', 'signUp', 'signUpWithInvitation']
        .concat(['changePassword', 'requestPasswordReset', 'resetPassword', 'confirmEmail', 'unsubscribe'])
        .concat(['instancePage', 'instancePages'])
        .toSorted(),
    );
    const { client } = await newcomer('ada');
    assert.equal(await client.errorCode('{ events { slug } }'), closed);
    const news = client.subscribe('subscription { notificationsChanged { unreadCount } }');
    assert.equal(await news.untilError(), closed);
    await news.close();
  });

  it('ends when its owner has chosen another, and then everything is open', async () => {
    const slug = await openEvent(test, admin);
    const { client, password } = await newcomer('bob');
    assert.equal(await client.errorCode(newToken), closed, 'a key for programs would outlive it');
    assert.equal(await client.errorCode(join, { input: { eventSlug: slug } }), closed);
    const changed = async (currentPassword: string, newPassword: string) =>
      (await client.data(change, { input: { currentPassword, newPassword } })).changePassword.refusal;
    assert.deepEqual(await changed('a guess', 'my own password'), {
      reason: 'WRONG_CREDENTIALS',
      field: 'currentPassword',
    });
    assert.deepEqual(await changed(password, password), { reason: 'INVALID', field: 'newPassword' });
    assert.equal((await client.data(must)).viewer.mustChangePassword, true);
    assert.equal(await changed(password, 'my own password'), null);
    assert.equal((await client.data(must)).viewer.mustChangePassword, false);
    assert.equal((await client.data(join, { input: { eventSlug: slug } })).signUpForEvent.refusal, null);
    assert.ok((await client.data(newToken)).createAccessToken.token);
    const again = await test.client().data(signIn, { input: { login: 'bob', password } });
    assert.equal(again.signIn.viewer, null, 'the generated one is worth nothing any more');
  });

  it('ends by the link in a mail, too, which does not take the same one again', async () => {
    const { client, password } = await newcomer('cleo');
    const request = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }';
    const before = (await test.app.orm.em.fork().execute('select 1 from mail')).length;
    await client.data(request, { input: { email: 'cleo@x.org' } });
    await eventually(
      async () => (await test.app.orm.em.fork().execute('select 1 from mail')).length > before,
      'the mail is in line',
    );
    const token = await secretSentTo(test, 'cleo@x.org');
    const reset = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { refusal { reason field } } }`;
    const resetWith = async (chosen: string) =>
      (await test.client().data(reset, { input: { token, password: chosen } })).resetPassword.refusal;
    assert.deepEqual(await resetWith(password), { reason: 'INVALID', field: 'password' });
    assert.equal(await resetWith('my own password'), null, 'the link was not used up');
    const { viewer } = (await test.client().data(signIn, { input: { login: 'cleo', password: 'my own password' } }))
      .signIn;
    assert.deepEqual(viewer, { username: 'cleo', mustChangePassword: false });
  });

  it('counts as nobody’s for downloads, and says so to whoever asks as its owner', async () => {
    const { client } = await newcomer('dora');
    assert.equal(await client.errorCode('{ myData }'), closed);
    const slug = await openEvent(test, admin);
    const { event } = await admin.data('query ($slug: String!) { event(slug: $slug) { id } }', { slug });
    const hide = `update event set visibility = 'HIDDEN' where id = ?`;
    await test.app.orm.em.fork().execute(hide, [event.id]);
    const response = await fetch(`${test.address}/kits/${slug}.zip`, { headers: { cookie: client.cookie ?? '' } });
    assert.equal(response.status, 404);
    await client.data('mutation { signOut }');
    assert.equal((await client.data('{ viewer { id } }')).viewer, null);
  });
});
