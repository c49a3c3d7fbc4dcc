import assert from 'node:assert/strict';
import { mailsTo } from '../testing/event-admin.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { secretSentTo } from '../testing/mails.js';
import { join, newAdmin, newUser, openEvent, publishReady } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const add = `mutation ($input: AddPreapprovalsInput!) { addPreapprovals(input: $input) { approvedCount } }`;
const confirm = `mutation ($input: MailTokenInput!) { confirmEmail(input: $input) { state refusal { reason } } }`;
const mine = 'query ($slug: String!) { event(slug: $slug) { myParticipation { state } } }';
const password = 'correct horse';

describe('who has signed up and confirms an address that is approved beforehand', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let versionId: string;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600, accountMailsPerHour: 100 });
    admin = await newAdmin(test);
    versionId = await publishReady(admin);
  });
  after(() => test.close());

  const open = () => openEvent(test, admin, { problemVersionId: versionId, signUpMode: 'APPROVAL' });
  const approve = (eventSlug: string, ...patterns: string[]) => admin.data(add, { input: { eventSlug, patterns } });
  const stateOf = async (client: GraphqlClient, slug: string) =>
    (await client.data(mine, { slug })).event.myParticipation?.state;
  const linkFor = async (client: GraphqlClient, address: string) => {
    await client.data('mutation { resendConfirmation { refusal { reason } } }');
    return secretSentTo(test, address);
  };
  const use = async (token: string) =>
    assert.equal((await test.client().data(confirm, { input: { token } })).confirmEmail.refusal, null);

  it('is in from then on, and told so, in the events that have approved it alone', async () => {
    const [first, byDomain, other] = [await open(), await open(), await open()];
    await approve(first, 'ada@example.org');
    await approve(byDomain, '@example.org');
    await approve(other, 'bob@example.org', '@sub.example.org', '@example.or');
    const ada = await newUser(test, 'ada');
    for (const slug of [first, byDomain, other]) assert.equal((await join(ada, slug)).participation.state, 'ASKED');
    const asked = await newUser(test, 'bystander');
    await join(asked, byDomain);
    await use(await linkFor(ada, 'ada@example.org'));
    assert.deepEqual(
      [await stateOf(ada, first), await stateOf(ada, byDomain), await stateOf(ada, other)],
      ['APPROVED', 'APPROVED', 'ASKED'],
    );
    assert.equal(await stateOf(asked, byDomain), 'ASKED', 'nobody else comes in with it');
    const told = (await mailsTo(test, 'ada@example.org')).filter(({ content }) => /^You are in/.test(content.subject));
    assert.equal(told.length, 2);
    assert.match(told[0]?.content.paragraphs[0] ?? '', /approved beforehand/);
    const acts = await test.app.orm.em
      .fork()
      .execute<{ actor_id: string | null; details: { isPreapproved?: boolean } }[]>(
        `select a.actor_id, a.details from audit_entry a join event e on e.id = a.event_id
          where e.slug = ? and a.act = 'approveParticipations'`,
        [first],
      );
    assert.deepEqual(
      acts.map(({ actor_id, details }) => [actor_id, details.isPreapproved]),
      [[null, true]],
    );
  });

  it('is in with the new address, or by the link of a reset, too', async () => {
    const slug = await open();
    await approve(slug, '@lab.example', 'dora@example.org');
    const carl = await newUser(test, 'carl');
    await join(carl, slug);
    const change = `mutation ($input: RequestEmailChangeInput!) { requestEmailChange(input: $input) { mailedTo } }`;
    await carl.data(change, { input: { email: 'carl@lab.example', currentPassword: password } });
    assert.equal(await stateOf(carl, slug), 'ASKED');
    await use(await secretSentTo(test, 'carl@lab.example'));
    assert.equal(await stateOf(carl, slug), 'APPROVED');

    const dora = await newUser(test, 'dora');
    await join(dora, slug);
    const request = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }';
    await dora.data(request, { input: { email: 'dora@example.org' } });
    await eventually(async () => (await mailsTo(test, 'dora@example.org')).length > 0, 'the link is in line');
    const token = await secretSentTo(test, 'dora@example.org');
    const reset = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { refusal { reason } } }`;
    await dora.data(reset, { input: { token, password: 'another password' } });
    const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }`;
    await dora.data(signIn, { input: { login: 'dora', password: 'another password' } });
    assert.equal(await stateOf(dora, slug), 'APPROVED');
  });

  it('stays out where the organisers have said no, have taken it off again, or all is over', async () => {
    const [rejected, removed, archived] = [await open(), await open(), await open()];
    const emil = await newUser(test, 'emil');
    for (const slug of [rejected, removed, archived]) {
      await join(emil, slug);
      await approve(slug, 'emil@example.org');
    }
    const sql = (text: string, values: unknown[]) => test.app.orm.em.fork().execute(text, values);
    const ofEvent = '(select id from event where slug = ?)';
    await sql(`update participation set state = 'REJECTED' where event_id = ${ofEvent}`, [rejected]);
    await sql(`delete from preapproval where event_id = ${ofEvent}`, [removed]);
    await sql('update event set archived_at = now() where slug = ?', [archived]);
    await use(await linkFor(emil, 'emil@example.org'));
    assert.deepEqual(
      [await stateOf(emil, rejected), await stateOf(emil, removed), await stateOf(emil, archived)],
      ['REJECTED', 'ASKED', 'ASKED'],
    );
  });

  it('is in whoever comes first, the organiser, the link or the signing up', async () => {
    for (let round = 0; round < 6; round++) {
      const [waits, joins] = [await open(), await open()];
      await approve(joins, '@example.org');
      const name = `racer${round}`;
      const racer = await newUser(test, name);
      await join(racer, waits);
      const token = await linkFor(racer, `${name}@example.org`);
      await Promise.all([use(token), approve(waits, '@example.org'), join(racer, joins)]);
      assert.deepEqual([await stateOf(racer, waits), await stateOf(racer, joins)], ['APPROVED', 'APPROVED']);
    }
  });
});
