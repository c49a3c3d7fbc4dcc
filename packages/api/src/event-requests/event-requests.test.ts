import assert from 'node:assert/strict';
import { actsOn } from '../testing/acts-on.js';
import { GraphqlClient } from '../testing/graphql-client.js';
import { mailsTo } from '../testing/mails.js';
import { askFor, newAdmin, newUser, openEvent, publishReady } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const mine = `{ myEventRequests { totalCount waitingCount rows {
  id state title note endedAt event { slug title } problem { name } } } }`;
const all = `query ($state: EventRequestState, $first: Int! = 50, $offset: Int! = 0) {
  eventRequests(state: $state, first: $first, offset: $offset) { totalCount waitingCount rows { id title asker { username } } } }`;
const one = 'query ($id: ID!) { eventRequest(id: $id) { id purpose state } }';
const withdraw = `mutation ($id: ID!) { answer: withdrawEventRequest(input: { requestId: $id }) {
  request { state } refusal { reason } } }`;
const decline = `mutation ($id: ID!, $note: String!) { answer: declineEventRequest(input: { requestId: $id, note: $note }) {
  request { state note } refusal { reason field } } }`;
const accept = `mutation ($input: AcceptEventRequestInput!) { answer: acceptEventRequest(input: $input) {
  event { slug visibility admins { username } } request { state event { slug } } refusal { reason field } } }`;
const lines = '{ notifications { rows { title body path } } }';

describe('asking for an event', () => {
  let test: TestApp;
  let site: GraphqlClient;
  let problemVersionId: string;
  const problemName = 'kit-to-ask-for';
  before(async () => {
    test = await startTestApp();
    site = await newAdmin(test, 'site');
    problemVersionId = await publishReady(site, { name: problemName });
    await openEvent(test, site, { problemVersionId });
  });
  after(() => test.close());

  const ask = (client: GraphqlClient, changed: Record<string, unknown> = {}) =>
    askFor(client, { problemName, ...changed });
  const planOf = (slug: string, changed: Record<string, unknown> = {}) => ({
    ...{ slug, title: 'As decided', problemVersionId, visibility: 'HIDDEN' },
    ...{ opensAt: '2031-01-01T00:00:00Z', closesAt: '2031-02-01T00:00:00Z', ...changed },
  });
  const accepting = async (client: GraphqlClient, requestId: string, event: object, note?: string) =>
    (await client.data(accept, { input: { requestId, event, note } })).answer;
  const newest = async (client: GraphqlClient) => (await client.data(lines)).notifications.rows[0];

  it('reaches the site admins, who are told without a name, and whoever asked sees it wait', async () => {
    const ada = await newUser(test, 'ada');
    const { request, refusal } = await ask(ada, { title: '  Iris in spring ', slug: 'iris-spring', peopleCount: 30 });
    assert.equal(refusal, null);
    assert.deepEqual(
      [request.state, request.title, request.slug, request.peopleCount, request.problem.name, request.asker.username],
      ['WAITING', 'Iris in spring', 'iris-spring', 30, problemName, 'ada'],
    );
    const line = await newest(site);
    assert.match(line.title, /“Iris in spring”/);
    assert.equal(line.path, '/admin/events/requests');
    assert.doesNotMatch(JSON.stringify(line), /ada/);
    assert.match((await mailsTo(test, 'site@example.org')).at(-1)?.subject ?? '', /“Iris in spring”/);
    const { totalCount, waitingCount, rows } = (await ada.data(mine)).myEventRequests;
    assert.deepEqual([totalCount, waitingCount, rows[0].state, rows[0].event], [1, 1, 'WAITING', null]);
    const waiting = (await site.data(all, { state: 'WAITING' })).eventRequests;
    assert.deepEqual([waiting.waitingCount, waiting.rows[0].asker.username], [1, 'ada']);
    assert.equal((await site.data(one, { id: request.id })).eventRequest.purpose, 'We teach with it.');
  });

  it('is accepted with the event that becomes of it, run by whoever asked', async () => {
    const bob = await newUser(test, 'bob');
    const { request } = await ask(bob);
    const { event, request: after } = await accepting(site, request.id, planOf('decided-on'), 'Good luck!');
    assert.deepEqual(event, { slug: 'decided-on', visibility: 'HIDDEN', admins: [{ username: 'bob' }] });
    assert.deepEqual(after, { state: 'ACCEPTED', event: { slug: 'decided-on' } });
    const [row] = (await bob.data(mine)).myEventRequests.rows;
    assert.deepEqual(
      [row.state, row.note, row.event],
      ['ACCEPTED', 'Good luck!', { slug: 'decided-on', title: 'As decided' }],
    );
    assert.notEqual(row.endedAt, null);
    const line = await newest(bob);
    assert.deepEqual([line.title, line.path], ['You run “As decided” now', '/events/decided-on/manage']);
    assert.match(line.body, /Good luck!/);
    assert.match((await mailsTo(test, 'bob@example.org')).at(-1)?.subject ?? '', /As decided/);
    assert.deepEqual(await actsOn(test, request.id), ['acceptEventRequest']);
    const { auditLog } = await site.data(
      `{ auditLog(filter: { act: "acceptEventRequest" }, first: 1) { rows { subjectName eventSlug actor { username } } } }`,
    );
    assert.deepEqual(auditLog.rows, [
      { subjectName: 'A course', eventSlug: 'decided-on', actor: { username: 'site' } },
    ]);
    const renamed = await bob.data(
      `mutation { updateEvent(input: { slug: "decided-on", title: "Bob’s own" }) { event { title } } }`,
    );
    assert.equal(renamed.updateEvent.event.title, 'Bob’s own');
  });

  it('makes no event where anything stands against it, and the request waits on', async () => {
    const carl = await newUser(test, 'carl');
    const { request } = await ask(carl);
    await openEvent(test, site, { problemVersionId, slug: 'taken-already' });
    const elsewhere = await publishReady(site);
    for (const [plan, reason, field] of [
      [planOf('taken-already'), 'TAKEN', 'slug'],
      [planOf('NO SLUG'), 'INVALID', 'slug'],
      [planOf('other-problem', { problemVersionId: elsewhere }), 'INVALID', 'problemVersionId'],
      [planOf('backwards', { closesAt: '2030-01-01T00:00:00Z' }), 'INVALID', 'closesAt'],
    ] as const) {
      const { refusal } = await accepting(site, request.id, plan);
      assert.deepEqual(refusal, { reason, field });
    }
    await test.app.orm.em.fork().execute(`update "user" set state = 'DISABLED' where username = 'carl'`);
    assert.equal((await accepting(site, request.id, planOf('nobody-runs-it'))).refusal.reason, 'INVALID');
    await test.app.orm.em.fork().execute(`update "user" set state = 'ACTIVE' where username = 'carl'`);
    const { rows } = (await carl.data(mine)).myEventRequests;
    assert.equal(rows[0].state, 'WAITING');
    const made = await site.data('{ events { slug } }');
    for (const slug of ['other-problem', 'backwards', 'nobody-runs-it']) {
      assert.ok(!made.events.some((event: { slug: string }) => event.slug === slug), slug);
    }
    assert.deepEqual(await actsOn(test, request.id), []);
  });

  it('is declined with a note, which whoever asked reads', async () => {
    const dora = await newUser(test, 'dora');
    const { request } = await ask(dora, { title: 'Too much' });
    const declining = async (note: string) => (await site.data(decline, { id: request.id, note })).answer;
    assert.deepEqual((await declining(' ')).refusal, { reason: 'INVALID', field: 'note' });
    assert.deepEqual((await declining('x'.repeat(1001))).refusal, { reason: 'INVALID', field: 'note' });
    assert.deepEqual((await declining('Not this year.')).request, { state: 'DECLINED', note: 'Not this year.' });
    assert.equal((await dora.data(mine)).myEventRequests.rows[0].note, 'Not this year.');
    assert.match((await newest(dora)).body, /Not this year\./);
    assert.match((await mailsTo(test, 'dora@example.org')).at(-1)?.paragraphs[0] ?? '', /Not this year\./);
    assert.deepEqual(await actsOn(test, request.id), ['declineEventRequest']);
    assert.equal((await declining('Again.')).refusal.reason, 'ALREADY_DONE');
    assert.equal((await accepting(site, request.id, planOf('declined-one'))).refusal.reason, 'ALREADY_DONE');
    assert.equal((await dora.data(withdraw, { id: request.id })).answer.refusal.reason, 'ALREADY_DONE');
  });

  it('is taken back by whoever asked alone, while it waits', async () => {
    const [emma, fred] = [await newUser(test, 'emma'), await newUser(test, 'fred')];
    const { request } = await ask(emma);
    const { id } = request;
    for (const stranger of [fred, site]) assert.equal(await stranger.errorCode(withdraw, { id }), 'NOT_FOUND');
    assert.equal((await fred.data(one, { id })).eventRequest, null);
    assert.equal((await test.client().data(one, { id })).eventRequest, null);
    assert.equal((await fred.data(mine)).myEventRequests.totalCount, 0);
    assert.equal(await fred.errorCode(decline, { id, note: 'No.' }), 'FORBIDDEN');
    assert.equal(await emma.errorCode(accept, { input: { requestId: id, event: planOf('mine') } }), 'FORBIDDEN');
    assert.equal(await emma.errorCode(all), 'FORBIDDEN');
    assert.equal((await emma.data(withdraw, { id })).answer.request.state, 'WITHDRAWN');
    assert.equal((await emma.data(withdraw, { id })).answer.refusal.reason, 'ALREADY_DONE');
    assert.equal((await accepting(site, id, planOf('taken-back'))).refusal.reason, 'ALREADY_DONE');
    const unknown = crypto.randomUUID();
    assert.equal(await emma.errorCode(withdraw, { id: unknown }), 'NOT_FOUND');
    assert.equal(await site.errorCode(decline, { id: unknown, note: 'No.' }), 'NOT_FOUND');
    assert.equal(await site.errorCode(accept, { input: { requestId: unknown, event: planOf('none') } }), 'NOT_FOUND');
    assert.equal((await site.data(one, { id: 'no-id' })).eventRequest, null);
  });

  it('is for people whose account is active, on problems that they may see', async () => {
    const gina = await newUser(test, 'gina');
    const input = {
      ...{ problemName, title: 'x', slug: 'x', peopleCount: 1, purpose: 'x' },
      ...{ opensAt: '2031-01-01T00:00:00Z', closesAt: '2031-02-01T00:00:00Z' },
    };
    const mutation = 'mutation ($input: AskForEventInput!) { askForEvent(input: $input) { refusal { reason } } }';
    assert.equal(await test.client().errorCode(mutation, { input }), 'UNAUTHENTICATED');
    const hidden = await publishReady(site, { name: 'kit-of-nobody' });
    await openEvent(test, site, { problemVersionId: hidden, visibility: 'HIDDEN' });
    for (const name of ['kit-of-nobody', 'no-such-kit']) {
      assert.equal(await gina.errorCode(mutation, { input: { ...input, problemName: name } }), 'NOT_FOUND');
    }
    await test.app.orm.em.fork().execute(`update "user" set state = 'ASKED' where username = 'gina'`);
    assert.equal(await gina.errorCode(mutation, { input }), 'FORBIDDEN');
    await test.app.orm.em.fork().execute(`update "user" set state = 'ACTIVE' where username = 'gina'`);
    const { createAccessToken } = await gina.data(
      `mutation { createAccessToken(input: { name: "reads", scopes: [READ] }) { token } }`,
    );
    const reader = new GraphqlClient(test.address);
    reader.headers = { authorization: `Bearer ${createAccessToken.token}` };
    assert.equal(await reader.errorCode(mutation, { input }), 'FORBIDDEN');
  });

  it('says what is wrong with what was typed, and nothing of events that are hidden', async () => {
    const hugo = await newUser(test, 'hugo');
    const far = '2031-01-01T00:00:00Z';
    for (const [changed, field, reason] of [
      [{ title: '  ' }, 'title', 'INVALID'],
      [{ title: 'x'.repeat(201) }, 'title', 'INVALID'],
      [{ slug: 'Not A Slug' }, 'slug', 'INVALID'],
      [{ opensAt: far, closesAt: far }, 'closesAt', 'INVALID'],
      [{ opensAt: '2001-01-01T00:00:00Z', closesAt: '2002-01-01T00:00:00Z' }, 'closesAt', 'INVALID'],
      [{ opensAt: '1000-01-01T00:00:00Z' }, 'opensAt', 'INVALID'],
      [{ peopleCount: 0 }, 'peopleCount', 'INVALID'],
      [{ peopleCount: 100_001 }, 'peopleCount', 'INVALID'],
      [{ purpose: '\n ' }, 'purpose', 'INVALID'],
      [{ purpose: 'x'.repeat(2001) }, 'purpose', 'INVALID'],
      [{ slug: await openEvent(test, site, { problemVersionId }) }, 'slug', 'TAKEN'],
    ] as const) {
      const { request, refusal } = await ask(hugo, changed);
      assert.deepEqual([request, refusal?.field, refusal?.reason], [null, field, reason], JSON.stringify(changed));
    }
    const hidden = await openEvent(test, site, { problemVersionId, visibility: 'HIDDEN' });
    assert.equal((await ask(hugo, { slug: hidden })).refusal, null);
  });

  it('is limited to three that wait, also for those who ask all at once, and to ten a day', async () => {
    const ines = await newUser(test, 'ines');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask(ines)));
    const refused = answers.filter(({ refusal }) => refusal !== null);
    assert.deepEqual(
      refused.map(({ refusal }) => refusal.reason),
      ['TOO_MANY', 'TOO_MANY'],
    );
    assert.equal((await ines.data(mine)).myEventRequests.waitingCount, 3);
    const takeAllBack = async () => {
      for (const { id, state } of (await ines.data(mine)).myEventRequests.rows) {
        if (state === 'WAITING') await ines.data(withdraw, { id });
      }
    };
    await takeAllBack();
    for (let asked = 3; asked < 10; asked++) {
      assert.equal((await ask(ines)).refusal, null);
      await takeAllBack();
    }
    assert.match((await ask(ines)).refusal.message, /10 events a day/);
    test.clock.advance(25 * 3600);
    assert.equal((await ask(ines)).refusal, null);
  });

  it('becomes one event when two site admins accept at once, and is either accepted or taken back', async () => {
    const jon = await newUser(test, 'jon');
    const second = await newAdmin(test, 'second');
    const { request } = await ask(jon);
    const both = await Promise.all([
      accepting(site, request.id, planOf('race-one')),
      accepting(second, request.id, planOf('race-two')),
    ]);
    assert.deepEqual(both.map(({ refusal }) => refusal?.reason ?? 'made').toSorted(), ['ALREADY_DONE', 'made']);
    const slugs = (await site.data('{ events { slug } }')).events.map(({ slug }: { slug: string }) => slug);
    assert.equal(slugs.filter((slug: string) => slug.startsWith('race-')).length, 1);

    const { request: next } = await ask(jon);
    const [accepted, withdrawn] = await Promise.all([
      accepting(site, next.id, planOf('race-three')),
      jon.data(withdraw, { id: next.id }),
    ]);
    const done = [accepted, withdrawn.answer].filter(({ refusal }) => refusal === null);
    assert.equal(done.length, 1);
    const event = (await site.data('{ event(slug: "race-three") { id } }')).event;
    assert.equal(event !== null, accepted.refusal === null);
  });

  it('is accepted or gone where it is accepted at the moment when the account goes', async () => {
    for (const round of [1, 2, 3]) {
      const mona = await newUser(test, `mona${round}`);
      const { request } = await ask(mona);
      const [accepted, deleted] = await Promise.all([
        site.post(accept, { input: { requestId: request.id, event: planOf(`mona-${round}`) } }),
        mona.post(`mutation { deleteAccount(input: { currentPassword: "correct horse" }) { refusal { reason } } }`),
      ]);
      assert.equal(deleted.data.deleteAccount.refusal, null);
      const refusal = accepted.errors?.[0]?.extensions?.code ?? accepted.data.answer.refusal?.reason ?? 'made';
      assert.ok(['made', 'NOT_FOUND', 'INVALID'].includes(refusal), refusal);
      const { event } = await site.data(`{ event(slug: "mona-${round}") { admins { username } } }`);
      assert.deepEqual(event?.admins ?? [], [], 'nobody runs it who is gone');
      assert.equal(event !== null, refusal === 'made');
    }
  });

  it('is part of one’s own data, and gone with the account', async () => {
    const kira = await newUser(test, 'kira');
    await ask(kira, { purpose: 'Kira teaches.' });
    const { eventRequests } = JSON.parse((await kira.data('{ myData }')).myData);
    assert.deepEqual([eventRequests[0].purpose, eventRequests[0].problem], ['Kira teaches.', problemName]);
    await kira.data(`mutation { deleteAccount(input: { currentPassword: "correct horse" }) { refusal { reason } } }`);
    const em = test.app.orm.em.fork();
    for (const table of ['event_request', 'notification', 'mail', 'audit_entry']) {
      assert.doesNotMatch(JSON.stringify(await em.execute(`select * from ${table}`)), /kira/i, table);
    }
  });

  it('shows who asked no event that was made and is gone, or not theirs any more', async () => {
    const lena = await newUser(test, 'lena');
    const { request } = await ask(lena);
    await accepting(site, request.id, planOf('short-lived'));
    const eventOf = async (client: GraphqlClient) =>
      (await client.data('query ($id: ID!) { eventRequest(id: $id) { event { slug } } }', { id: request.id }))
        .eventRequest.event;
    assert.deepEqual(await eventOf(lena), { slug: 'short-lived' });
    await test.app.orm.em
      .fork()
      .execute(`delete from event_admin a using event e where a.event_id = e.id and e.slug = 'short-lived'`);
    assert.equal(await eventOf(lena), null);
    assert.deepEqual(await eventOf(site), { slug: 'short-lived' });
    await site.data(
      `mutation { deleteEvent(input: { slug: "short-lived", confirmSlug: "short-lived" }) { refusal { reason } } }`,
    );
    assert.equal(await eventOf(site), null);
  });
});
