import assert from 'node:assert/strict';
import { type ProviderPerson, RedirectFollower, startIdentityProvider } from '../testing/identity-provider.js';
import { mailsTo } from '../testing/mails.js';
import { newAdmin, newUser } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const viewerQuery = '{ viewer { username displayName email state hasPassword emailConfirmedAt } }';

describe('signing in with an identity provider', () => {
  const people: Record<string, ProviderPerson> = {
    ada: { email: 'ada@lab.example', email_verified: true, name: 'Ada L.', preferred_username: 'Ada' },
    bob: { email: 'bob@lab.example', email_verified: false, preferred_username: 'bob' },
    eve: { email: 'victim@example.org', email_verified: false },
    owner: { email: 'Victim@example.org', email_verified: true },
    newcomer: { email: 'new@lab.example', email_verified: true },
    nameless: { email: 'x@lab.example', email_verified: true },
    twin: { email: 'twin@lab.example', email_verified: true, preferred_username: 'ada' },
  };
  let test: TestApp;
  let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
  before(async () => {
    provider = await startIdentityProvider(() => `${test.address}/auth/oidc/callback`, people);
    test = await startTestApp({ oidc: { ...provider, label: 'the lab' } });
    await newAdmin(test, 'root');
  });
  after(async () => {
    await test.close();
    await provider.close();
  });

  /** Goes through the provider's pages as a person does; `stopAt` ends before the browser comes back. */
  async function logIn(person: string, { back = '/events/x', stopBeforeCallback = false } = {}) {
    const browser = new RedirectFollower();
    const start = `${test.address}/auth/oidc/start?back=${encodeURIComponent(back)}`;
    const atLogin = await browser.follow(start);
    assert.match(atLogin, /\/interaction\//);
    const atConsent = await browser.follow(atLogin, { prompt: 'login', login: person, password: 'any' });
    const isOver = (address: string) =>
      stopBeforeCallback
        ? address.includes('/callback')
        : new URL(address).host === new URL(test.address).host && !address.includes('/callback');
    const end = await browser.follow(atConsent, { prompt: 'consent' }, isOver);
    const client = test.client();
    client.cookie = browser.cookiesOf(test.address);
    return { end, client, browser, path: end.replace(test.address, '') };
  }

  it('makes an account from what the provider says, and finds it again', async () => {
    const { signInOptions } = await test.client().data('{ signInOptions { identityProvider } }');
    assert.equal(signInOptions.identityProvider, 'the lab');
    const first = await logIn('ada');
    assert.equal(first.path, '/events/x');
    const { viewer } = await first.client.data(viewerQuery);
    assert.deepEqual(
      { ...viewer, emailConfirmedAt: viewer.emailConfirmedAt !== null },
      {
        username: 'ada',
        displayName: 'Ada L.',
        email: 'ada@lab.example',
        state: 'ACTIVE',
        hasPassword: false,
        emailConfirmedAt: true,
      },
    );
    people['ada'] = { ...people['ada'], email: 'changed@lab.example' };
    const second = await logIn('ada');
    assert.equal((await second.client.data(viewerQuery)).viewer.username, 'ada', 'known by subject, not by address');
    const sessions = await second.client.data('{ mySessions { id } }');
    assert.equal(sessions.mySessions.length, 2);
  });

  it('lets nobody in by an address that the provider does not vouch for', async () => {
    const bob = await logIn('bob');
    assert.equal(bob.path, '/sign-in?trouble=unverified');
    assert.equal((await bob.client.data(viewerQuery)).viewer, null);
    await newUser(test, 'victim');
    const eve = await logIn('eve');
    assert.equal(eve.path, '/sign-in?trouble=unverified');
    assert.equal((await eve.client.data(viewerQuery)).viewer, null);
  });

  it('gives an account to the owner of its address, and takes it from whoever made it unproven', async () => {
    const squatter = test.client();
    const signIn = 'mutation { signIn(input: { login: "victim", password: "correct horse" }) { viewer { id } } }';
    assert.notEqual((await squatter.data(signIn)).signIn.viewer, null);
    const owner = await logIn('owner');
    assert.equal((await owner.client.data(viewerQuery)).viewer.username, 'victim');
    assert.equal((await squatter.data(viewerQuery)).viewer, null);
    assert.equal((await squatter.data(signIn)).signIn.viewer, null, 'the unproven password is gone');
  });

  it('ends a generated password: its owner has come in without', async () => {
    const make = `mutation { importUsers(input: { csv: "email,name\\nnew@lab.example,newcomer", passwords: GENERATED }) {
      rows { password } } }`;
    const root = test.client();
    await root.data('mutation { signIn(input: { login: "root", password: "correct horse" }) { viewer { id } } }');
    const [{ password }] = (await root.data(make)).importUsers.rows;
    await test.app.orm.em.fork().execute(`update "user" set email_confirmed_at = now() where username = 'newcomer'`);
    const { client } = await logIn('newcomer');
    const { viewer } = await client.data('{ viewer { username hasPassword mustChangePassword } }');
    assert.deepEqual(viewer, { username: 'newcomer', hasPassword: false, mustChangePassword: false });
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }';
    const again = await test.client().data(signIn, { input: { login: 'newcomer', password } });
    assert.equal(again.signIn.viewer, null);
  });

  it('finds a user name of its own for everybody', async () => {
    const nameless = await logIn('nameless');
    assert.match((await nameless.client.data(viewerQuery)).viewer.username, /^user-[0-9a-f]{8}$/);
    const twin = await logIn('twin');
    assert.match((await twin.client.data(viewerQuery)).viewer.username, /^ada-[0-9a-f]{8}$/);
  });

  it('can be given up where there is another way in', async () => {
    const unlink = `mutation ($issuer: String!) { unlinkIdentity(input: { issuer: $issuer }) { refusal { reason } } }`;
    const { client } = await logIn('nameless');
    const { myIdentities } = await client.data('{ myIdentities { issuer } }');
    assert.deepEqual(myIdentities, [{ issuer: provider.issuer }]);
    assert.equal((await client.data(unlink, provider)).unlinkIdentity.refusal.reason, 'INVALID', 'the only way in');
    const set = 'mutation { changePassword(input: { newPassword: "correct horse" }) { refusal { reason } } }';
    assert.equal((await client.data(set)).changePassword.refusal, null);
    assert.equal((await client.data(unlink, provider)).unlinkIdentity.refusal, null);
    assert.equal(await client.errorCode(unlink, provider), 'NOT_FOUND');
    assert.deepEqual((await client.data('{ myIdentities { issuer } }')).myIdentities, []);
  });

  it('goes back to pages of this site alone', async () => {
    for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      assert.equal((await logIn('ada', { back })).path, '/', back);
    }
  });

  it('takes an answer once, in the browser that asked, and unchanged', async () => {
    const { end, browser } = await logIn('ada', { stopBeforeCallback: true });
    const elsewhere = new RedirectFollower();
    assert.match((await elsewhere.request(end)).headers.get('location') ?? '', /trouble=failed/, 'another browser');
    const forged = new URL(end);
    forged.searchParams.set('state', 'x'.repeat(43));
    const copy = new RedirectFollower();
    await copy.follow(`${test.address}/auth/oidc/start`, undefined, (address) => !address.startsWith(test.address));
    assert.match((await copy.request(end)).headers.get('location') ?? '', /trouble=failed/, 'another flow’s answer');
    const response = await browser.request(forged.href);
    assert.match(response.headers.get('location') ?? '', /trouble=failed/, 'a forged state');
    assert.match((await browser.request(end)).headers.get('location') ?? '', /trouble=failed/, 'the flow is over');
  });

  it('keeps a disabled account out', async () => {
    await test.app.orm.em.fork().execute(`update "user" set state = 'DISABLED' where username = 'ada'`);
    const { path, client } = await logIn('ada');
    assert.equal(path, '/sign-in?trouble=disabled');
    assert.equal((await client.data(viewerQuery)).viewer, null);
  });

  it('says that it did not work when the provider cannot be reached, and tries again the next time', async () => {
    const away = await startTestApp({ oidc: { ...provider, issuer: 'http://127.0.0.1:9', label: 'nobody' } });
    try {
      for (const _ of [1, 2]) {
        const response = await new RedirectFollower().request(`${away.address}/auth/oidc/start`);
        assert.equal(response.headers.get('location'), '/sign-in?trouble=failed');
      }
      assert.equal(away.logged.filter(({ msg }) => /identity provider failed/.test(msg)).length, 2);
    } finally {
      await away.close();
    }
  });

  it('spares the confirmation of the address, not the approval', async () => {
    people['late'] = { email: 'late@lab.example', email_verified: true, preferred_username: 'late' };
    Object.assign(test.config, { requiresEmailConfirmation: true, requiresApproval: true });
    const { client } = await logIn('late');
    assert.equal((await client.data(viewerQuery)).viewer.state, 'ASKED');
    assert.match((await mailsTo(test, 'root@example.org')).at(-1)?.subject ?? '', /waits for approval/);
  });
});
