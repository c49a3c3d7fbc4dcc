import assert from 'node:assert/strict';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { newAdmin, newUser } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const viewerQuery = '{ viewer { username email isAdmin } }';
const signUpMutation = `mutation ($input: SignUpInput!) {
  signUp(input: $input) { viewer { username displayName } refusal { reason field } }
}`;
const signInMutation = `mutation ($input: SignInInput!) {
  signIn(input: $input) { viewer { username } refusal { reason field message } }
}`;
const good = { username: 'Ada', email: 'Ada@Example.org', displayName: 'Ada L.', password: 'correct horse' };

describe('accounts and sessions', () => {
  let test: TestApp;
  before(async () => {
    test = await startTestApp({ signInTriesPer15Minutes: 20 });
  });
  after(() => test.close());

  const signIn = (client: GraphqlClient, login: string, password = good.password) =>
    client.data(signInMutation, { input: { login, password } });

  it('signing up signs in; names and addresses do not depend on case', async () => {
    const client = test.client();
    const { signUp } = await client.data(signUpMutation, { input: good });
    assert.deepEqual(signUp, { viewer: { username: 'ada', displayName: 'Ada L.' }, refusal: null });
    assert.deepEqual((await client.data(viewerQuery)).viewer, {
      username: 'ada',
      email: 'ada@example.org',
      isAdmin: false,
    });
    for (const login of ['ADA', ' ada ', 'ADA@example.ORG']) {
      assert.equal((await signIn(test.client(), login)).signIn.viewer.username, 'ada');
    }
  });

  it('signing up names the input at fault', async () => {
    const cases: [changed: Partial<typeof good>, reason: string, field: string][] = [
      [{ username: 'x' }, 'INVALID', 'username'],
      [{ username: 'a b' }, 'INVALID', 'username'],
      [{ username: 'other', email: 'nowhere' }, 'INVALID', 'email'],
      [{ username: 'other', password: 'short' }, 'INVALID', 'password'],
      [{ username: 'other', displayName: 'x'.repeat(101) }, 'INVALID', 'displayName'],
      [{ username: 'ADA', email: 'new@example.org' }, 'TAKEN', 'username'],
      [{ username: 'other' }, 'TAKEN', 'email'],
    ];
    for (const [changed, reason, field] of cases) {
      const client = test.client();
      const { signUp } = await client.data(signUpMutation, { input: { ...good, ...changed } });
      assert.deepEqual(signUp, { viewer: null, refusal: { reason, field } }, JSON.stringify(changed));
      assert.equal(client.cookie, null);
    }
  });

  it('a wrong login and a wrong password answer alike', async () => {
    const [unknown, wrong] = await Promise.all([
      signIn(test.client(), 'nobody'),
      signIn(test.client(), 'ada', 'wrong password'),
    ]);
    assert.equal(unknown.signIn.refusal.reason, 'WRONG_CREDENTIALS');
    assert.deepEqual(unknown, wrong);
  });

  it('the cookie is out of reach of scripts, and the database does not hold the token', async () => {
    const response = await fetch(`${test.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: signInMutation, variables: { input: { login: 'ada', password: good.password } } }),
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    assert.match(cookie, /^databoard_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = /=([\w-]+);/.exec(cookie)?.[1] ?? '';
    const rows = await test.app.orm.em.fork().execute('select * from session');
    assert.ok(rows.length > 0 && !JSON.stringify(rows).includes(token));
  });

  it('signing in again in one browser leaves no other session behind', async () => {
    const client = await newUser(test, 'twice');
    await client.data(signInMutation, { input: { login: 'twice', password: good.password } });
    assert.equal((await client.data('{ mySessions { id } }')).mySessions.length, 1);
  });

  it('signing out ends the session for good', async () => {
    const client = await newUser(test);
    const { cookie } = client;
    assert.deepEqual(await client.data('mutation { signOut }'), { signOut: true });
    client.cookie = cookie;
    assert.equal((await client.data(viewerQuery)).viewer, null);
  });

  it('a session slides while it is used and ends when it is not', async () => {
    const client = await newUser(test);
    for (let week = 0; week < 6; week++) {
      test.clock.advance(7 * 86_400);
      assert.notEqual((await client.data(viewerQuery)).viewer, null, `week ${week}`);
    }
    test.clock.advance(31 * 86_400);
    assert.equal((await client.data(viewerQuery)).viewer, null);
  });

  it('an access token stands for its owner until it expires', async () => {
    const owner = await newUser(test, 'owner');
    const { createAccessToken } = await owner.data(
      'mutation { createAccessToken(input: { name: "laptop" }) { token refusal { reason } } }',
    );
    const program = test.client();
    program.headers = { authorization: `Bearer ${createAccessToken.token}` };
    assert.equal((await program.data(viewerQuery)).viewer.username, 'owner');
    program.headers = { authorization: 'Bearer wrong' };
    assert.equal((await program.data(viewerQuery)).viewer, null);
    program.headers = { authorization: `Bearer ${createAccessToken.token}` };
    test.clock.advance(91 * 86_400);
    assert.equal((await program.data(viewerQuery)).viewer, null);
    const refused = await owner.post('mutation { createAccessToken(input: { name: " " }) { refusal { field } } }');
    assert.equal(refused.errors?.[0]?.extensions?.code, 'UNAUTHENTICATED', 'the session has expired as well by now');
  });

  it('e-mail addresses are for their owners and for site admins', async () => {
    const admin = await newAdmin(test);
    assert.match((await admin.data(viewerQuery)).viewer.email, /@example.org$/);
  });

  it('guessing is slowed down', async () => {
    // Spaces around a login do not make another one of it.
    for (let tries = 0; tries < 20; tries++) await signIn(test.client(), ' '.repeat(tries).concat('victim'), 'a guess');
    assert.equal(
      await test.client().errorCode(signInMutation, { input: { login: 'victim', password: 'a guess' } }),
      'RATE_LIMITED',
    );
    assert.equal((await signIn(test.client(), 'ada')).signIn.refusal, null, 'others sign in as before');
  });
});
