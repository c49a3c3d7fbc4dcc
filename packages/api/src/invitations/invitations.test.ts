import assert from 'node:assert/strict';
import { confirmAddress, mailsTo, newEventAdmin } from '../testing/event-admin.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, publishReady, submitTo } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const inviteMutation = `mutation ($input: InviteToEventInput!) {
  inviteToEvent(input: $input) { invitedCount refusal { reason field message } }
}`;
const listQuery = `query ($slug: String!) {
  event(slug: $slug) { invitations { totalCount rows { id email state acceptedBy { username } } } }
}`;
const previewQuery = `query ($token: String!) {
  invitation(token: $token) { state email eventTitle eventSlug hasAccount refusal { message } }
}`;
const acceptMutation = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { event { slug myParticipation { state } } refusal { field message } }
}`;
const signUpMutation = `mutation ($input: SignUpWithInvitationInput!) {
  signUpWithInvitation(input: $input) { viewer { username } event { slug myParticipation { state } } refusal { field reason } }
}`;

describe('invitations', () => {
  let test: TestApp;
  let site: GraphqlClient;
  let problemVersionId: string;
  before(async () => {
    test = await startTestApp();
    site = await newAdmin(test);
    problemVersionId = await publishReady(site);
  });
  after(() => test.close());

  const open = (changed: Record<string, unknown> = {}) =>
    openEvent(test, site, { problemVersionId, signUpMode: 'APPROVAL', visibility: 'HIDDEN', ...changed });
  const invite = async (slug: string, ...emails: string[]): Promise<Data> =>
    (await site.data(inviteMutation, { input: { eventSlug: slug, emails, message: 'Come in!' } })).inviteToEvent;
  /** The secret of the newest link that was mailed to an address. */
  const tokenOf = async (email: string): Promise<string> => {
    const path = (await mailsTo(test, email)).at(-1)?.content.action?.path ?? '';
    return path.split('#')[1] ?? '';
  };
  const accept = async (client: GraphqlClient, token: string): Promise<Data> =>
    (await client.data(acceptMutation, { input: { token } })).acceptInvitation;

  it('are mailed, looked at and used once, by people with an account and without', async () => {
    const slug = await open();
    assert.equal((await invite(slug, 'Guest@Example.org', 'ada@example.org', ' ')).invitedCount, 2);
    const ada = await newUser(test, 'ada');
    assert.deepEqual(
      (await test.client().data(previewQuery, { token: await tokenOf('guest@example.org') })).invitation,
      {
        ...{ state: 'OPEN', email: 'guest@example.org', eventTitle: 'An event', eventSlug: slug },
        ...{ hasAccount: false, refusal: null },
      },
    );
    // Hidden, until one is in.
    const seen = async (client: GraphqlClient) =>
      (await client.data('query ($slug: String!) { event(slug: $slug) { slug } }', { slug })).event !== null;
    assert.equal(await seen(ada), false);
    const token = await tokenOf('ada@example.org');
    assert.equal(await test.client().errorCode(acceptMutation, { input: { token } }), 'UNAUTHENTICATED');
    assert.equal((await accept(ada, token)).event.myParticipation.state, 'APPROVED');
    assert.equal(await seen(ada), true);
    assert.ok((await submitTo(ada, slug)).submission);
    assert.match((await accept(await newUser(test), token)).refusal.message, /used already/);

    const guest = test.client();
    const account = { token: await tokenOf('guest@example.org'), username: 'guest', password: 'correct horse' };
    const { signUpWithInvitation } = await guest.data(signUpMutation, { input: account });
    assert.equal(signUpWithInvitation.viewer.username, 'guest');
    assert.equal(signUpWithInvitation.event.myParticipation.state, 'APPROVED');
    const [row] = await test.app.orm.em
      .fork()
      .execute(`select email, email_confirmed_at is not null as proven from "user" where username = 'guest'`);
    assert.deepEqual(row, { email: 'guest@example.org', proven: true });

    const { totalCount, rows } = (await site.data(listQuery, { slug })).event.invitations;
    assert.equal(totalCount, 2);
    assert.deepEqual(
      rows.map(({ email, state, acceptedBy }: Data) => [email, state, acceptedBy.username]),
      [
        ['ada@example.org', 'ACCEPTED', 'ada'],
        ['guest@example.org', 'ACCEPTED', 'guest'],
      ],
    );
  });

  it('show a hidden event to whom they are for, once the address is proven', async () => {
    const slug = await open();
    await invite(slug, 'hugo@example.org');
    const hugo = await newUser(test, 'hugo');
    const seen = async () =>
      (await hugo.data('query ($slug: String!) { event(slug: $slug) { slug } }', { slug })).event !== null;
    assert.equal(await seen(), false);
    await confirmAddress(test, 'hugo@example.org');
    assert.equal(await seen(), true);
    test.clock.advance(15 * 86_400);
    assert.equal(await seen(), false);
  });

  it('used twice at once let one in', async () => {
    const slug = await open();
    await invite(slug, 'shared@example.org');
    const token = await tokenOf('shared@example.org');
    const clients = await Promise.all([1, 2, 3].map(() => newUser(test)));
    const answers = await Promise.all(clients.map((client) => accept(client, token)));
    assert.equal(answers.filter(({ refusal }) => refusal === null).length, 1);
  });

  it('end: revoked, replaced, expired, and with the event', async () => {
    const slug = await open();
    await invite(slug, 'eve@example.org');
    const first = await tokenOf('eve@example.org');
    await invite(slug, 'eve@example.org');
    const second = await tokenOf('eve@example.org');
    const eve = await newUser(test, 'eve');
    assert.match((await accept(eve, first)).refusal.message, /taken back, or replaced/);
    const { rows } = (await site.data(listQuery, { slug })).event.invitations;
    const open2 = rows.find(({ state }: Data) => state === 'OPEN');
    const revoke =
      'mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { refusal { reason } } }';
    const input = { eventSlug: slug, invitationId: open2.id };
    const stranger = await newEventAdmin(test, await open());
    assert.equal(await stranger.errorCode(revoke, { input }), 'NOT_FOUND');
    const otherSlug = await open();
    assert.equal(await site.errorCode(revoke, { input: { ...input, eventSlug: otherSlug } }), 'NOT_FOUND');
    assert.equal((await site.data(revoke, { input })).revokeInvitation.refusal, null);
    assert.equal((await site.data(revoke, { input })).revokeInvitation.refusal.reason, 'ALREADY_DONE');
    assert.match((await accept(eve, second)).refusal.message, /taken back/);

    await invite(slug, 'eve@example.org');
    const third = await tokenOf('eve@example.org');
    test.clock.advance(14 * 86_400 + 1);
    assert.match((await accept(await newUser(test), third)).refusal.message, /expired/);
    assert.equal((await test.client().data(previewQuery, { token: 'made-up' })).invitation, null);
    assert.equal((await accept(await newUser(test), 'made-up')).refusal.field, 'token');
  });

  it('are sent by admins of the event, to addresses, while the event lasts', async () => {
    const slug = await open({ visibility: 'PUBLIC' });
    const ada = await newUser(test);
    const input = { eventSlug: slug, emails: ['a@b.org'] };
    assert.equal(await ada.errorCode(inviteMutation, { input }), 'FORBIDDEN');
    assert.equal((await ada.data(listQuery, { slug })).event.invitations, null);
    assert.match((await invite(slug, 'a@b.org', 'not one')).refusal.message, /“not one”/);
    assert.equal((await mailsTo(test, 'a@b.org')).length, 0);
    const past = await open({ opensAt: '2020-01-01T00:00:00Z', closesAt: '2020-02-01T00:00:00Z' });
    assert.equal((await invite(past, 'a@b.org')).refusal.reason, 'NOT_OPEN');
  });

  it('let in who waits or was turned down', async () => {
    const slug = await open({ visibility: 'PUBLIC' });
    const ida = await newUser(test, 'ida');
    assert.equal((await join(ida, slug)).participation.state, 'ASKED');
    await invite(slug, 'ida@example.org');
    assert.equal((await accept(ida, await tokenOf('ida@example.org'))).event.myParticipation.state, 'APPROVED');
  });
});
