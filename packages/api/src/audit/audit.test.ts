import assert from 'node:assert/strict';
import { findEvent } from '../events/event.queries.js';
import { EventAdmin } from '../events/event-admin.entity.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, submissionQuery, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const auditQuery = `query ($slug: String, $filter: AuditFilterInput, $first: Int!, $offset: Int!) {
  auditLog(eventSlug: $slug, filter: $filter, first: $first, offset: $offset) {
    totalCount acts
    rows { id at actor { username } act eventSlug subjectKind subjectId subjectName details { name from to } }
  }
}`;
const page = { first: 50, offset: 0 };
const viewerQuery = '{ viewer { id } }';

describe('the audit log', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let organiser: GraphqlClient;
  let slug: string;
  let otherSlug: string;
  let submissionId: string;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test, 'root');
    slug = await openEvent(test, admin);
    otherSlug = await openEvent(test, admin);
    ada = await newUser(test, 'ada');
    organiser = await newUser(test, 'organiser');
    const event = await findEvent(test.app.orm.em.fork(), slug);
    const user = (await organiser.data(viewerQuery)).viewer.id;
    await test.app.orm.em
      .fork()
      .insert(EventAdmin, { event: event?.id ?? '', user, addedBy: null, addedAt: test.clock.now() });
    await join(ada, slug);
    submissionId = (await submitTo(ada, slug, 'first_try')).submission.id;
    await untilState(ada, submissionId, 'SCORED');
  });
  after(() => test.close());

  const read = async (client: GraphqlClient, variables: Record<string, unknown> = {}): Promise<Data> =>
    (await client.data(auditQuery, { ...page, ...variables })).auditLog;

  it('tells who changed what of an event, from what to what', async () => {
    await admin.data(
      `mutation ($slug: String!) { updateEvent(input: { slug: $slug, foldTimeoutSeconds: 77 }) { event { id } } }`,
      { slug },
    );
    const { rows } = await read(admin, { slug, filter: { act: 'updateEvent' } });
    assert.equal(rows.length, 1);
    assert.equal(rows[0].actor.username, 'root');
    assert.equal(rows[0].eventSlug, slug);
    assert.equal(rows[0].subjectName, 'An event');
    assert.deepEqual(rows[0].details, [{ name: 'foldTimeoutSeconds', from: '600', to: '77' }]);
  });

  it('is for site admins, and for those who run an event as far as it is about that', async () => {
    const whole = await read(admin);
    assert.ok(whole.acts.includes('publishKit'), 'the instance’s acts are there');
    assert.ok(whole.rows.some((row: Data) => row.eventSlug === otherSlug));
    const own = await read(organiser, { slug });
    assert.ok(own.totalCount > 0);
    assert.ok(own.rows.every((row: Data) => row.eventSlug === slug));
    assert.deepEqual(own.acts, ['createEvent', 'updateEvent']);
    for (const client of [organiser, ada]) {
      assert.equal(await client.errorCode(auditQuery, page), 'FORBIDDEN');
      assert.equal(await client.errorCode(auditQuery, { ...page, slug: otherSlug }), 'FORBIDDEN');
    }
    assert.equal(await ada.errorCode(auditQuery, { ...page, slug }), 'FORBIDDEN');
    assert.equal(await admin.errorCode(auditQuery, { ...page, slug: 'no-such-event' }), 'NOT_FOUND');
    assert.equal(await test.client().errorCode(auditQuery, page), 'UNAUTHENTICATED');
    assert.equal(await test.client().errorCode(auditQuery, { ...page, slug }), 'UNAUTHENTICATED');
  });

  it('can be searched: by actor, act, subject, time and words, where % and _ mean themselves', async () => {
    await admin.data(
      `mutation ($id: ID!) { disqualifySubmission(input: { submissionId: $id, note: "copied 100% of_it" }) { refusal { message } } }`,
      { id: submissionId },
    );
    const count = async (filter: Record<string, unknown>) => (await read(admin, { slug, filter })).totalCount;
    assert.equal(await count({ text: '100%' }), 1);
    assert.equal(await count({ text: '100_' }), 0);
    assert.equal(await count({ text: 'of_it' }), 1);
    assert.equal(await count({ text: "'; drop table audit_entry; --" }), 0);
    assert.equal(await count({ subjectId: submissionId }), 1);
    assert.equal(await count({ actor: 'ROOT', act: 'disqualifySubmission' }), 1);
    assert.equal(await count({ actor: 'ada' }), 0);
    const now = test.clock.now().getTime();
    assert.equal(await count({ act: 'disqualifySubmission', from: new Date(now + 60_000).toISOString() }), 0);
    assert.equal(await count({ act: 'disqualifySubmission', to: new Date(now + 60_000).toISOString() }), 1);
    const { rows } = await read(admin, { slug, filter: { subjectId: submissionId } });
    assert.equal(rows[0].subjectName, 'first_try');
    assert.deepEqual(rows[0].details, [{ name: 'note', from: null, to: 'copied 100% of_it' }]);
  });

  it('holds the access tokens that admins make, and not those of others', async () => {
    const make = (client: GraphqlClient) =>
      client.data('mutation { createAccessToken(input: { name: "ci" }) { token refusal { message } } }');
    const { createAccessToken } = await make(admin);
    await make(ada);
    const { rows } = await read(admin, { filter: { act: 'createAccessToken' } });
    assert.deepEqual(
      rows.map((row: Data) => row.actor.username),
      ['root'],
    );
    assert.ok(!JSON.stringify(rows).includes(createAccessToken.token));
  });

  it('comes in parts', async () => {
    const { totalCount, rows } = await read(admin);
    const second = await read(admin, { first: 1, offset: 1 });
    assert.equal(second.totalCount, totalCount);
    assert.deepEqual(second.rows, [rows[1]]);
    assert.equal(await admin.errorCode(auditQuery, { ...page, first: 201 }), 'INVALID');
    assert.equal(await admin.errorCode(auditQuery, { ...page, offset: -1 }), 'INVALID');
  });

  it('only grows: the database refuses to change or remove a row', async () => {
    const em = test.app.orm.em.fork();
    await assert.rejects(em.execute('update audit_entry set act = ?', ['nothing']), /only grows/);
    await assert.rejects(em.execute('delete from audit_entry'), /only grows/);
    await assert.rejects(em.execute('delete from audit_entry where false'), /only grows/);
    await assert.rejects(em.execute('delete from event where slug = ?', [slug]), /violates foreign key|only grows/);
  });

  it('holds looks at test scores before closing, once per viewer, event and hour', async () => {
    const looks = async () => (await read(admin, { slug, filter: { act: 'viewHiddenScores' } })).rows;
    const another = await test.startAnother();
    const look = async (client: GraphqlClient) => {
      const { submission } = await client.data(submissionQuery, { id: submissionId });
      return [...new Set(submission.evaluation.baggedScores.map(({ step }: { step: string }) => step))];
    };
    assert.deepEqual(await look(ada), ['valid']);
    assert.deepEqual(await look(organiser), ['valid', 'test']);
    await eventually(async () => (await looks()).length === 1, 'the look is recorded');
    const elsewhere = test.client();
    Object.assign(elsewhere, { address: await addressOf(another), cookie: organiser.cookie });
    for (let times = 0; times < 3; times++) {
      await look(organiser);
      await look(elsewhere);
    }
    // A look of somebody else comes later than those; once it is there, theirs would be too.
    await look(admin);
    const seen = await eventually(async () => {
      const rows = await looks();
      return rows.some((row: Data) => row.actor.username === 'root') ? rows : null;
    }, 'the admin’s look is recorded');
    assert.deepEqual(
      seen.map((row: Data) => row.actor.username),
      ['root', 'organiser'],
    );
    assert.equal(seen[1].subjectId, submissionId);
    test.clock.advance(3600);
    await look(organiser);
    await eventually(async () => (await looks()).length === 3, 'another hour is another look');
  });

  it('says nothing of a look that everybody may take', async () => {
    const count = async () => (await read(admin, { filter: { act: 'viewHiddenScores' } })).totalCount;
    test.clock.advance(29.8 * 86_400);
    const later = await newAdmin(test);
    const before = await count();
    await later.data(submissionQuery, { id: submissionId });
    // Past closing; whatever the look had written would come before what this one writes.
    test.clock.advance(86_400);
    const { submission } = await later.data(submissionQuery, { id: submissionId });
    assert.equal(submission.event.phase, 'CLOSED');
    await eventually(async () => (await count()) === before + 1, 'the look before closing is recorded');
    await later.data(submissionQuery, { id: submissionId });
    assert.equal(await count(), before + 1);
  }).timeout(20_000);
});

const addressOf = async (app: { http: { server: { address(): unknown } } }): Promise<string> => {
  const { port } = app.http.server.address() as { port: number };
  return `http://127.0.0.1:${port}`;
};
