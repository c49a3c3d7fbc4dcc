import assert from 'node:assert/strict';
import { confirmAddress, mailsTo, newEventAdmin } from '../testing/event-admin.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import {
  boardQuery,
  join,
  newAdmin,
  newUser,
  openEvent,
  publishReady,
  submitTo,
  untilState,
} from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const peopleQuery = `query ($slug: String!, $state: ParticipationState, $search: String, $first: Int = 50) {
  event(slug: $slug) {
    people(state: $state, search: $search, first: $first) {
      totalCount askedCount approvedCount rejectedCount
      rows { id state teamName note decidedBy submissionCount members { username email isEmailConfirmed } }
    }
  }
}`;
const decide = (what: string) => `mutation ($input: DecideParticipationsInput!) {
  ${what}Participations(input: $input) { changedCount refusal { reason } }
}`;

describe('people of an event', () => {
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
    openEvent(test, site, { problemVersionId, signUpMode: 'APPROVAL', ...changed });
  const people = async (client: GraphqlClient, slug: string, asked: object = {}): Promise<Data> =>
    (await client.data(peopleQuery, { slug, ...asked })).event.people;
  const state = async (client: GraphqlClient, slug: string): Promise<Data> =>
    (await client.data('query ($slug: String!) { event(slug: $slug) { myParticipation { state note } } }', { slug }))
      .event.myParticipation;

  it('wait for the organisers, who find them, and let them in or not, with a word', async () => {
    const slug = await open();
    const olga = await newEventAdmin(test, slug, 'olga');
    const names = ['anna', 'bert', 'carl'];
    const clients = await Promise.all(names.map((name) => newUser(test, name)));
    for (const client of clients) await join(client, slug);

    const all = await people(olga, slug);
    assert.deepEqual([all.totalCount, all.askedCount, all.approvedCount, all.rejectedCount], [3, 3, 0, 0]);
    const found = await people(olga, slug, { search: 'BERT@' });
    assert.deepEqual(found.rows[0].members, [{ username: 'bert', email: 'bert@example.org', isEmailConfirmed: false }]);
    assert.equal((await people(olga, slug, { search: '%' })).totalCount, 0);
    assert.equal((await people(olga, slug, { first: 1 })).rows.length, 1);

    const idOf = (name: string) => all.rows.find(({ teamName }: Data) => teamName === name).id;
    const input = { eventSlug: slug, participationIds: [idOf('anna'), idOf('bert')], note: 'Welcome!' };
    const approve = async () => (await olga.data(decide('approve'), { input })).approveParticipations.changedCount;
    assert.deepEqual([await approve(), await approve()], [2, 0]);
    await olga.data(decide('reject'), { input: { eventSlug: slug, participationIds: [idOf('carl')], note: 'Full.' } });
    const [anna, , carl] = clients as [GraphqlClient, GraphqlClient, GraphqlClient];
    assert.deepEqual(await state(anna, slug), { state: 'APPROVED', note: 'Welcome!' });
    assert.deepEqual(await state(carl, slug), { state: 'REJECTED', note: 'Full.' });
    assert.match((await mailsTo(test, 'carl@example.org'))[0]?.content.paragraphs[0] ?? '', /Full\./);
    assert.equal((await join(carl, slug)).refusal.reason, 'NOT_APPROVED');
    assert.equal((await submitTo(carl, slug)).refusal.reason, 'NOT_APPROVED');
    assert.deepEqual((await people(olga, slug, { state: 'REJECTED' })).rows[0].decidedBy, 'olga');
  });

  it('are seen and decided about by admins of this event alone, whatever ids are sent', async () => {
    const slug = await open();
    const ada = await newUser(test);
    await join(ada, slug);
    const [{ id }] = (await people(site, slug)).rows;
    const otherSlug = await open();
    const other = await newEventAdmin(test, otherSlug);
    for (const client of [other, ada]) {
      assert.equal(await people(client, slug), null);
      for (const what of ['approve', 'reject']) {
        const input = { eventSlug: slug, participationIds: [id] };
        assert.equal(await client.errorCode(decide(what), { input }), 'FORBIDDEN');
      }
    }
    const forged = await other.data(decide('approve'), { input: { eventSlug: otherSlug, participationIds: [id] } });
    assert.equal(forged.approveParticipations.changedCount, 0);
    assert.equal((await state(ada, slug)).state, 'ASKED');
    const input = { eventSlug: slug, participationIds: ['x'] };
    assert.equal(await site.errorCode(decide('approve'), { input }), 'INVALID');
  });

  it('who are taken off an event leave its board with what they sent', async () => {
    const slug = await open({ signUpMode: 'OPEN' });
    const ada = await newUser(test);
    const { participation } = await join(ada, slug);
    await untilState(ada, (await submitTo(ada, slug)).submission.id, 'SCORED');
    const rows = async () => (await site.data(boardQuery, { slug })).event.leaderboard.rows.length;
    assert.equal(await rows(), 1);
    const input = { eventSlug: slug, participationIds: [participation.id] };
    await site.data(decide('reject'), { input });
    assert.equal(await rows(), 0);
    await site.data(decide('approve'), { input });
    assert.equal(await rows(), 1);
  });

  it('with a pre-approved and proven address are in at once, whether they wait already or come later', async () => {
    const slug = await open();
    const add = async (client: GraphqlClient, patterns: string[]): Promise<Data> =>
      (
        await client.data(
          `mutation ($input: AddPreapprovalsInput!) {
            addPreapprovals(input: $input) { approvedCount event { preapprovals { id pattern } } refusal { field message } }
          }`,
          { input: { eventSlug: slug, patterns } },
        )
      ).addPreapprovals;
    const early = await newUser(test, 'early');
    await join(early, slug);
    await confirmAddress(test, 'early@example.org');
    assert.equal((await add(site, ['x', 'y@ok.org'])).refusal.field, 'patterns');
    const { approvedCount, event } = await add(site, ['EARLY@example.org ', 'late@example.org', '@school.edu', '']);
    assert.equal(approvedCount, 1);
    assert.deepEqual(
      event.preapprovals.map(({ pattern }: Data) => pattern),
      ['@school.edu', 'early@example.org', 'late@example.org'],
    );
    assert.equal((await state(early, slug)).state, 'APPROVED');
    // Anybody can say that an address is theirs.
    const liar = await newUser(test, 'late');
    assert.equal((await join(liar, slug)).participation.state, 'ASKED');
    const pupil = await newUser(test, 'pupil');
    await test.app.orm.em.fork().execute(`update "user" set email = 'pupil@school.edu' where username = 'pupil'`);
    await confirmAddress(test, 'pupil@school.edu');
    assert.equal((await join(pupil, slug)).participation.state, 'APPROVED');
    const near = await newUser(test, 'near');
    await test.app.orm.em.fork().execute(`update "user" set email = 'a@not.school.edu' where username = 'near'`);
    await confirmAddress(test, 'a@not.school.edu');
    assert.equal((await join(near, slug)).participation.state, 'ASKED');
    const remove = `mutation ($input: RemovePreapprovalInput!) { removePreapproval(input: $input) { event { preapprovals { id } } } }`;
    const input = { eventSlug: slug, preapprovalId: event.preapprovals[0].id };
    assert.equal(await early.errorCode(remove, { input }), 'FORBIDDEN');
    assert.equal((await site.data(remove, { input })).removePreapproval.event.preapprovals.length, 2);
    const hidden = await early.data('query ($slug: String!) { event(slug: $slug) { preapprovals { id } } }', { slug });
    assert.equal(hidden.event.preapprovals, null);
  });
});
