import assert from 'node:assert/strict';
import { boardQuery, files, join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { User } from './user.entity.js';

const remove = 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { refusal { reason field } } }';
const signIn = `mutation ($login: String!) { signIn(input: { login: $login, password: "correct horse" }) {
  viewer { id } refusal { reason } } }`;
const viewer = '{ viewer { username } }';
const password = { input: { currentPassword: 'correct horse' } };

describe('the end of an account', () => {
  let test: TestApp;
  before(async () => {
    test = await startTestApp();
  });
  after(() => test.close());

  it('takes everything away that tells who it was, and leaves what was submitted', async () => {
    const admin = await newAdmin(test, 'root');
    const eventSlug = await openEvent(test, admin);
    const ada = await newUser(test, 'ada-lovelace');
    await ada.data(`mutation { updateProfile(input: { displayName: "Ada Lovelace", firstName: "Ada",
      lastName: "Lovelace", website: "https://lovelace.example", bio: "Lovelace writes." }) { refusal { reason } } }`);
    await join(ada, eventSlug);
    const { submission } = await submitTo(ada, eventSlug, 'engine');
    await untilState(ada, submission.id, 'SCORED');
    const there = test.client();
    await there.data(signIn, { login: 'ada-lovelace' });
    assert.equal(
      (await admin.data(boardQuery, { slug: eventSlug })).event.leaderboard.rows[0].teamName,
      'ada-lovelace',
    );

    const wrong = await ada.data(remove, { input: { currentPassword: 'wrong' } });
    assert.deepEqual(wrong.deleteAccount.refusal, { reason: 'WRONG_CREDENTIALS', field: 'currentPassword' });
    assert.notEqual((await ada.data(viewer)).viewer, null);
    assert.equal((await ada.data(remove, password)).deleteAccount.refusal, null);

    assert.equal((await there.data(viewer)).viewer, null);
    const again = await test.client().data(signIn, { login: 'ada-lovelace' });
    assert.equal(again.signIn.refusal.reason, 'WRONG_CREDENTIALS');
    const [row] = (await admin.data(boardQuery, { slug: eventSlug })).event.leaderboard.rows;
    assert.match(row.teamName, /^deleted-[0-9a-f]{16}$/);
    assert.equal(row.submissionName, 'engine');
    for (const table of ['user', 'team', 'notification', 'mail', 'interaction', 'audit_entry', 'session']) {
      const rows = await test.app.orm.em.fork().execute(`select * from "${table}"`);
      assert.doesNotMatch(JSON.stringify(rows), /lovelace/i, table);
    }
  });

  it('frees the name and the address, and nobody can take the name that is left', async () => {
    const first = await newUser(test, 'grace');
    await first.data(remove, password);
    await newUser(test, 'grace');
    const em = test.app.orm.em.fork();
    const gone = await em.findOneOrFail(User, { username: { $like: 'deleted-%' } });
    const answer = await test
      .client()
      .data(`mutation ($input: SignUpInput!) { signUp(input: $input) { viewer { id } refusal { field } } }`, {
        input: { username: 'deleted-1234', email: 'x@example.org', password: 'correct horse' },
      });
    assert.equal(answer.signUp.refusal.field, 'username');
    assert.match(gone.email, /@deleted\.invalid$/);
  });

  it('is refused to the last site admin', async () => {
    const em = test.app.orm.em.fork();
    const admin = test.client();
    await admin.data(signIn, { login: 'root' });
    assert.equal(await em.count(User, { isAdmin: true }), 1);
    assert.equal((await admin.data(remove, password)).deleteAccount.refusal.reason, 'INVALID');
    const second = await newAdmin(test, 'second');
    assert.equal((await second.data(remove, password)).deleteAccount.refusal, null);
  });

  it('without a password needs a fresh sign-in', async () => {
    const client = await newUser(test, 'federated');
    await test.app.orm.em.fork().execute(`update "user" set password_hash = null where username = 'federated'`);
    test.clock.advance(11 * 60);
    assert.equal((await client.data(remove, password)).deleteAccount.refusal.reason, 'WRONG_CREDENTIALS');
    await test.app.orm.em.fork().execute('update session set created_at = ?', [test.clock.now()]);
    assert.equal((await client.data(remove, { input: {} })).deleteAccount.refusal, null);
  });

  it('can be preceded by a download of everything', async () => {
    const admin = await newAdmin(test);
    const eventSlug = await openEvent(test, admin);
    const client = await newUser(test, 'emmy');
    await join(client, eventSlug);
    await submitTo(client, eventSlug, 'rings');
    const data = JSON.parse((await client.data('{ myData }')).myData);
    assert.equal(data.profile.email, 'emmy@example.org');
    assert.deepEqual(data.memberships[0].events[0].slug, eventSlug);
    assert.deepEqual(data.submissions[0].files, [
      { path: 'estimator.py', bytes: Buffer.byteLength(files[0]?.content ?? '') },
    ]);
    assert.equal(data.signIn.sessions.length, 1);
    assert.doesNotMatch(JSON.stringify(data), /argon2|tokenHash/, 'nothing to sign in with');
    assert.equal(await test.client().errorCode('{ myData }'), 'UNAUTHENTICATED');
  });
});
