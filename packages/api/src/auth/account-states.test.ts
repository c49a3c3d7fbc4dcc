import assert from 'node:assert/strict';
import { mailsTo, secretSentTo } from '../testing/mails.js';
import { newAdmin, newUser, openEvent } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const signUpMutation = `mutation ($input: SignUpInput!) {
  signUp(input: $input) { viewer { username state } mailedTo refusal { reason field } } }`;
const signInMutation = `mutation ($input: SignInInput!) {
  signIn(input: $input) { viewer { username state } refusal { reason message } } }`;
const confirmMutation = `mutation ($input: MailTokenInput!) { confirmEmail(input: $input) { state refusal { reason } } }`;
const joinMutation = `mutation ($input: SignUpForEventInput!) {
  signUpForEvent(input: $input) { participation { state } refusal { reason } } }`;
const password = 'correct horse';

describe('accounts that are not active', () => {
  let test: TestApp;
  before(async () => {
    test = await startTestApp({ requiresEmailConfirmation: true, requiresApproval: true });
  });
  after(() => test.close());

  const signUp = async (username: string, email = `${username}@example.org`) => {
    const client = test.client();
    const answer = await client.data(signUpMutation, { input: { username, email, password } });
    return { client, signUp: answer.signUp };
  };
  const signIn = async (login: string) => {
    const client = test.client();
    const answer = await client.data(signInMutation, { input: { login, password } });
    return { client, signIn: answer.signIn };
  };
  const confirm = async (token: string) =>
    (await test.client().data(confirmMutation, { input: { token } })).confirmEmail;

  it('go from the sign-up over the link to waiting for approval, and are nobody all the while', async () => {
    const admin = await newAdmin(test, 'root');
    const eventSlug = await openEvent(test, admin);
    const { client, signUp: answer } = await signUp('ada');
    assert.deepEqual(answer, { viewer: null, mailedTo: 'ada@example.org', refusal: null });
    assert.equal(client.cookie, null);

    const ada = await signIn('ada');
    assert.deepEqual(ada.signIn, { viewer: { username: 'ada', state: 'UNCONFIRMED' }, refusal: null });
    const join = () => ada.client.post(joinMutation, { input: { eventSlug } });
    const unconfirmed = await join();
    assert.equal(unconfirmed.errors?.[0]?.extensions?.code, 'FORBIDDEN');
    assert.match(unconfirmed.errors?.[0]?.message ?? '', /confirm your e-mail/i);
    const query = await ada.client.post('{ workers { name } }');
    assert.match(query.errors?.[0]?.message ?? '', /confirm your e-mail/i, 'queries say it as well');

    const token = await secretSentTo(test, 'ada@example.org');
    assert.deepEqual(await confirm(token), { state: 'ASKED', refusal: null });
    assert.deepEqual(await confirm(token), { state: null, refusal: { reason: 'INVALID' } }, 'a link works once');
    assert.match((await join()).errors?.[0]?.message ?? '', /approval/i);
    const told = await mailsTo(test, 'root@example.org');
    assert.equal(told.at(-1)?.action?.path, '/admin/users?state=ASKED');
  });

  it('cannot be told from outside: a taken address answers like a free one, and its owner gets a mail', async () => {
    await signUp('grace');
    const { client, signUp: again } = await signUp('other', 'Grace@example.org');
    assert.deepEqual(again, { viewer: null, mailedTo: 'grace@example.org', refusal: null });
    assert.equal(client.cookie, null);
    const mails = await mailsTo(test, 'grace@example.org');
    assert.deepEqual(
      mails.map(({ action }) => action?.path.split('#')[0]),
      ['/confirm-email', '/sign-in'],
    );
    assert.equal((await signUp('grace', 'new@example.org')).signUp.refusal.field, 'username', 'names are no secret');
  });

  it('cannot be told from outside by what comes after the sign-up either', async () => {
    const owner = await newAdmin(test, 'taken');
    // Another password than the one that everybody here has.
    await test.app.orm.em.fork().execute(`update "user" set password_hash = null where username = 'taken'`);
    const probe = async (username: string, email: string) => {
      const first = (await signUp(username, email)).signUp;
      const again = (await signUp(username, 'elsewhere@example.org')).signUp;
      const { client, signIn: entered } = await signIn(username);
      const byAddress = (await signIn(email)).signIn;
      const seen = (await client.data('{ viewer { username email state emailConfirmedAt hasPassword } }')).viewer;
      const resent = (await client.data('mutation { resendConfirmation { mailedTo refusal { reason } } }'))
        .resendConfirmation;
      const own = await client.data(
        'mutation ($email: String!) { requestEmailChange(input: { email: $email, currentPassword: "correct horse" }) { mailedTo refusal { reason } } }',
        { email },
      );
      const text = JSON.stringify({ first, again, entered, byAddress, seen, resent, own });
      return text.replaceAll(username, 'NAME').replaceAll(email, 'ADDRESS');
    };
    const taken = await probe('probe-a', 'taken@example.org');
    assert.equal(taken, await probe('probe-b', 'free@example.org'));
    assert.match(taken, /"viewer":\{"username":"NAME","state":"UNCONFIRMED"\}/);
    const { users } = await owner.data('{ users(search: "probe-a") { rows { id email } } }');
    assert.equal(users.rows[0].email, 'taken@example.org');
    const approve = 'mutation ($ids: [ID!]!) { approveUsers(input: { userIds: $ids }) { users { id } } }';
    const approved = await owner.data(approve, { ids: [users.rows[0].id] });
    assert.deepEqual(approved.approveUsers.users, [], 'nobody becomes a second owner of an address');
  });

  it('become somebody’s own with another address, or with theirs once it is free', async () => {
    await newAdmin(test, 'first');
    await signUp('second', 'first@example.org');
    const { client } = await signIn('second');
    const change = `mutation { requestEmailChange(input: { email: "second@example.org", currentPassword: "correct horse" }) {
      mailedTo refusal { reason } } }`;
    await client.data(change);
    assert.equal((await confirm(await secretSentTo(test, 'second@example.org'))).state, 'ASKED');

    await signUp('third', 'first@example.org');
    await test.app.orm.em.fork().execute(`update "user" set email = 'moved@example.org' where username = 'first'`);
    const third = await signIn('third');
    await third.client.data('mutation { resendConfirmation { mailedTo refusal { reason } } }');
    assert.equal((await confirm(await secretSentTo(test, 'first@example.org'))).state, 'ASKED');
  });

  it('get a new link for the asking, which ends the earlier one; links age', async () => {
    await signUp('hopper');
    const first = await secretSentTo(test, 'hopper@example.org');
    const { client } = await signIn('hopper');
    const resend = 'mutation { resendConfirmation { mailedTo refusal { reason } } }';
    assert.equal((await client.data(resend)).resendConfirmation.mailedTo, 'hopper@example.org');
    const second = await secretSentTo(test, 'hopper@example.org');
    assert.equal((await confirm(first)).refusal.reason, 'INVALID');
    test.clock.advance(4 * 86_400);
    assert.equal((await confirm(second)).refusal.reason, 'INVALID');
    await client.data(resend);
    assert.equal((await confirm(await secretSentTo(test, 'hopper@example.org'))).state, 'ASKED');
    assert.equal((await client.data(resend)).resendConfirmation.refusal.reason, 'ALREADY_DONE');
  });

  it('keep no secret of a link in the database', async () => {
    await signUp('lovelace');
    const secret = await secretSentTo(test, 'lovelace@example.org');
    const rows = await test.app.orm.em.fork().execute('select * from mail_token');
    assert.ok(rows.length > 0 && !JSON.stringify(rows).includes(secret));
  });

  it('confirm one account once, however many ask at the same time', async () => {
    await signUp('turing');
    const token = await secretSentTo(test, 'turing@example.org');
    const answers = await Promise.all(Array.from({ length: 8 }, () => confirm(token)));
    assert.equal(answers.filter(({ state }) => state === 'ASKED').length, 1);
  });
});

describe('accounts of an instance that asks for nothing', () => {
  let test: TestApp;
  before(async () => {
    test = await startTestApp();
  });
  after(() => test.close());

  it('are active at once', async () => {
    const client = await newUser(test);
    assert.equal((await client.data('{ viewer { state } }')).viewer.state, 'ACTIVE');
  });

  it('lose sessions and rights the moment that the row says so', async () => {
    const client = await newUser(test, 'gone');
    await test.app.orm.em.fork().execute(`update "user" set state = 'DISABLED' where username = 'gone'`);
    assert.equal((await client.data('{ viewer { username } }')).viewer, null);
    const answer = await client.data(signInMutation, { input: { login: 'gone', password } });
    assert.equal(answer.signIn.refusal.reason, 'NOT_APPROVED');
    const wrong = await client.data(signInMutation, { input: { login: 'gone', password: 'a wrong one' } });
    assert.equal(wrong.signIn.refusal.reason, 'WRONG_CREDENTIALS', 'only its owner learns that it was disabled');
  });
});
