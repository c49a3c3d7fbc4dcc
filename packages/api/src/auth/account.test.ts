import assert from 'node:assert/strict';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { mailsTo, secretSentTo } from '../testing/mails.js';
import { newUser } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const refusalFields = 'refusal { reason field }';
const request = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }';
const reset = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { ${refusalFields} } }`;
const change = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ${refusalFields} } }`;
const changeEmail = `mutation ($input: RequestEmailChangeInput!) {
  requestEmailChange(input: $input) { mailedTo ${refusalFields} } }`;
const confirm = `mutation ($input: MailTokenInput!) { confirmEmail(input: $input) { state ${refusalFields} } }`;
const update = `mutation ($input: UpdateProfileInput!) {
  updateProfile(input: $input) { viewer { displayName firstName lastName website bio } ${refusalFields} } }`;
const sessions = '{ mySessions { id userAgent network isCurrent } }';
const signInMutation = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } ${refusalFields} } }`;
const viewer = '{ viewer { username email emailConfirmedAt } }';
const password = 'correct horse';

describe('what people do with their own accounts', () => {
  let test: TestApp;
  before(async () => {
    test = await startTestApp({ accountMailsPerHour: 20, signInTriesPer15Minutes: 20 });
  });
  after(() => test.close());

  const signIn = async (login: string, typed = password): Promise<GraphqlClient | null> => {
    const client = test.client();
    const answer = await client.data(signInMutation, { input: { login, password: typed } });
    return answer.signIn.viewer === null ? null : client;
  };
  const forget = (email: string) => test.client().data(request, { input: { email } });
  const resetLinkTo = async (email: string): Promise<string> => {
    const before = (await mailsTo(test, email)).length;
    await forget(email);
    await eventually(async () => (await mailsTo(test, email)).length > before, 'the mail is in line');
    return secretSentTo(test, email);
  };
  const resetWith = async (token: string, newPassword: string) =>
    (await test.client().data(reset, { input: { token, password: newPassword } })).resetPassword.refusal;

  it('a forgotten password is reset by a link that works once, and everybody is signed out', async () => {
    const client = await newUser(test, 'ada');
    const token = await resetLinkTo('Ada@example.org');
    assert.deepEqual(await resetWith(token, 'short'), { reason: 'INVALID', field: 'password' });
    assert.equal(await resetWith(token, 'another password'), null, 'a bad choice has not used the link up');
    assert.deepEqual(await resetWith(token, 'and another one'), { reason: 'INVALID', field: 'token' });
    assert.equal((await client.data(viewer)).viewer, null);
    assert.equal(await signIn('ada'), null);
    const again = await signIn('ada', 'another password');
    assert.ok(again);
    assert.notEqual((await again.data(viewer)).viewer.emailConfirmedAt, null, 'the link was read at the address');
    assert.match((await mailsTo(test, 'ada@example.org')).at(-1)?.subject ?? '', /was changed/);
  });

  it('asking for a reset tells nobody whether there is an account', async () => {
    await newUser(test, 'bob');
    const known = await test.client().post(request, { input: { email: 'bob@example.org' } });
    const unknown = await test.client().post(request, { input: { email: 'nobody@example.org' } });
    assert.deepEqual(known, unknown);
    await eventually(async () => (await mailsTo(test, 'bob@example.org')).length === 1, 'the mail is in line');
    assert.deepEqual(await mailsTo(test, 'nobody@example.org'), []);
    const codes: (string | undefined)[] = [];
    for (const email of ['bob@example.org', 'nobody@example.org']) {
      for (let asked = 0; asked < 19; asked++) await forget(email);
      codes.push(await test.client().errorCode(request, { input: { email } }));
    }
    assert.deepEqual(codes, ['RATE_LIMITED', 'RATE_LIMITED']);
  });

  it('a link to reset ages, gives way to a later one, and is of no use once the password was changed', async () => {
    const client = await newUser(test, 'carl');
    const first = await resetLinkTo('carl@example.org');
    const second = await resetLinkTo('carl@example.org');
    assert.equal((await resetWith(first, 'another password')).field, 'token');
    const input = { currentPassword: password, newPassword: 'a better password' };
    assert.equal((await client.data(change, { input })).changePassword.refusal, null);
    assert.equal((await resetWith(second, 'another password')).field, 'token');
    const third = await resetLinkTo('carl@example.org');
    test.clock.advance(61 * 60);
    assert.equal((await resetWith(third, 'another password')).field, 'token');
  });

  it('of many who use one link at the same time one succeeds', async () => {
    await newUser(test, 'dora');
    const token = await resetLinkTo('dora@example.org');
    const answers = await Promise.all([1, 2, 3, 4].map((number) => resetWith(token, `password number ${number}`)));
    assert.equal(answers.filter((refusal) => refusal === null).length, 1);
  });

  it('a password is changed by who knows it, and ends every other session', async () => {
    const here = await newUser(test, 'emil');
    const there = await signIn('emil');
    assert.ok(there);
    const input = (currentPassword: string) => ({ input: { currentPassword, newPassword: 'a better password' } });
    const wrong = await here.data(change, input('not mine'));
    assert.deepEqual(wrong.changePassword.refusal, { reason: 'WRONG_CREDENTIALS', field: 'currentPassword' });
    assert.notEqual((await there.data(viewer)).viewer, null);
    assert.equal((await here.data(change, input(password))).changePassword.refusal, null);
    assert.equal((await there.data(viewer)).viewer, null);
    assert.notEqual((await here.data(viewer)).viewer, null);
    for (let tries = 0; tries < 18; tries++) await here.data(change, input('a guess'));
    assert.equal(await here.errorCode(change, input('a guess')), 'RATE_LIMITED', 'not guessed from a stolen session');
  });

  it('an address changes when the new one is confirmed, and the old one is told', async () => {
    const client = await newUser(test, 'fritz');
    const ask = async (email: string, currentPassword = password) =>
      (await client.data(changeEmail, { input: { email, currentPassword } })).requestEmailChange;
    assert.equal((await ask('new@example.org', 'wrong')).refusal.field, 'currentPassword');
    assert.equal((await ask('nowhere')).refusal.field, 'email');
    assert.deepEqual(await ask('New@example.org'), { mailedTo: 'new@example.org', refusal: null });
    assert.equal((await client.data(viewer)).viewer.email, 'fritz@example.org');
    const token = await secretSentTo(test, 'new@example.org');
    assert.equal((await test.client().data(confirm, { input: { token } })).confirmEmail.refusal, null);
    assert.equal((await client.data(viewer)).viewer.email, 'new@example.org');
    assert.match((await mailsTo(test, 'fritz@example.org')).at(-1)?.subject ?? '', /address was changed/);

    await newUser(test, 'owner');
    assert.equal((await ask('owner@example.org')).mailedTo, 'owner@example.org', 'a taken address is answered alike');
    assert.equal((await mailsTo(test, 'owner@example.org')).at(-1)?.action?.path, '/sign-in');
    await ask('wanted@example.org');
    const late = await secretSentTo(test, 'wanted@example.org');
    await newUser(test, 'wanted');
    assert.equal((await test.client().data(confirm, { input: { token: late } })).confirmEmail.refusal.reason, 'TAKEN');
  });

  it('a profile is written by its owner, and links nowhere that runs', async () => {
    const client = await newUser(test, 'gerda');
    const write = async (changed: object) =>
      (await client.data(update, { input: { displayName: 'Gerda', ...changed } })).updateProfile;
    const full = { firstName: 'Gerda', lastName: 'G.', website: 'https://example.org/~g', bio: 'Likes trees.' };
    assert.deepEqual(await write(full), { viewer: { displayName: 'Gerda', ...full }, refusal: null });
    assert.deepEqual((await write({ website: ' ' })).viewer.website, null);
    for (const website of ['javascript:alert(1)', 'example.org', 'data:text/html,x']) {
      assert.deepEqual((await write({ website })).refusal, { reason: 'INVALID', field: 'website' }, website);
    }
    assert.equal((await write({ displayName: ' ' })).refusal.field, 'displayName');
    assert.equal(await test.client().errorCode(update, { input: { displayName: 'x' } }), 'UNAUTHENTICATED');
  });

  it('a profile is read by users, without what is for its owner', async () => {
    const owner = await newUser(test, 'ida');
    const about =
      'query ($username: String!) { user(username: $username) { username website bio email firstName state } }';
    const input = { displayName: 'Ida', firstName: 'Ida', website: 'https://example.org', bio: 'Writes.' };
    await owner.data(update, { input });
    const reader = await newUser(test, 'reader');
    assert.deepEqual((await reader.data(about, { username: 'IDA' })).user, {
      username: 'ida',
      website: 'https://example.org',
      bio: 'Writes.',
      email: null,
      firstName: null,
      state: null,
    });
    assert.equal((await owner.data(about, { username: 'ida' })).user.firstName, 'Ida');
    assert.equal((await reader.data(about, { username: 'nobody-here' })).user, null);
    assert.equal(await test.client().errorCode(about, { username: 'ida' }), 'UNAUTHENTICATED');
  });

  it('sessions are listed and ended by their owner alone', async () => {
    const here = await newUser(test, 'hugo');
    const there = test.client();
    there.headers = { 'user-agent': 'Another browser' };
    await there.data(signInMutation, { input: { login: 'hugo', password } });
    const listed = (await here.data(sessions)).mySessions;
    const other = listed.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);
    assert.equal(listed.length, 2);
    assert.deepEqual([other.userAgent, other.network], ['Another browser', '127.0.0.0/24']);

    const end = 'mutation ($id: ID!) { endSession(input: { sessionId: $id }) { sessions { id isCurrent } } }';
    const stranger = await newUser(test, 'stranger');
    assert.equal(await stranger.errorCode(end, { id: other.id }), 'NOT_FOUND');
    assert.equal(await stranger.errorCode(end, { id: 'no id' }), 'NOT_FOUND');
    assert.notEqual((await there.data(viewer)).viewer, null);
    assert.equal((await here.data(end, { id: other.id })).endSession.sessions.length, 1);
    assert.equal((await there.data(viewer)).viewer, null);

    const others = [await signIn('hugo'), await signIn('hugo')];
    const left = await here.data('mutation { endOtherSessions { sessions { isCurrent } } }');
    assert.deepEqual(left.endOtherSessions.sessions, [{ isCurrent: true }]);
    for (const client of others) assert.deepEqual(await client?.data(viewer), { viewer: null });
    assert.notEqual((await stranger.data(viewer)).viewer, null);
  });
});
