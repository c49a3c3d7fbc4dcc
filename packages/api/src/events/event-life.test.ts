import assert from 'node:assert/strict';
import { mailsTo, newEventAdmin } from '../testing/event-admin.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, publishReady, submitTo } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const act = (name: string, kind = 'EventInput') => `mutation ($input: ${kind}!) {
  ${name}(input: $input) { event { slug phase archivedAt settingsVersion } refusal { reason field message } }
}`;
const admins = 'query ($slug: String!) { event(slug: $slug) { admins { username } } }';
const add = `mutation ($input: AddEventAdminInput!) {
  addEventAdmin(input: $input) { event { admins { username } } refusal { reason } }
}`;
const remove = `mutation ($input: RemoveEventAdminInput!) {
  removeEventAdmin(input: $input) { event { admins { username } } refusal { reason } }
}`;

describe('the life of an event', () => {
  let test: TestApp;
  let site: GraphqlClient;
  let problemVersionId: string;
  before(async () => {
    test = await startTestApp();
    site = await newAdmin(test, 'site');
    problemVersionId = await publishReady(site);
  });
  after(() => test.close());

  const open = (changed: Record<string, unknown> = {}) => openEvent(test, site, { problemVersionId, ...changed });
  const does = async (client: GraphqlClient, name: string, slug: string): Promise<Data> =>
    (await client.data(act(name), { input: { slug } }))[name];
  const namesOf = (users: { username: string }[]) => users.map(({ username }) => username);

  it('has admins of its own, who add and remove each other, but never the last', async () => {
    const slug = await open();
    assert.deepEqual(namesOf((await site.data(admins, { slug })).event.admins), ['site']);
    const ada = await newUser(test, 'ada');
    assert.equal((await ada.data(admins, { slug })).event.admins, null);
    assert.equal(await ada.errorCode(add, { input: { eventSlug: slug, login: 'ada' } }), 'FORBIDDEN');

    const adding = async (login: string) => (await site.data(add, { input: { eventSlug: slug, login } })).addEventAdmin;
    assert.equal((await adding('nobody')).refusal.reason, 'INVALID');
    assert.deepEqual(namesOf((await adding('ADA@example.org ')).event.admins), ['site', 'ada']);
    assert.equal((await adding('ada')).refusal.reason, 'ALREADY_DONE');
    assert.match((await mailsTo(test, 'ada@example.org'))[0]?.content.subject ?? '', /You run/);

    const idOf = async (client: GraphqlClient) => (await client.data('{ viewer { id } }')).viewer.id;
    const removing = async (client: GraphqlClient, userId: string): Promise<Data> =>
      (await client.data(remove, { input: { eventSlug: slug, userId } })).removeEventAdmin;
    assert.deepEqual(namesOf((await removing(ada, await idOf(site))).event.admins), ['ada']);
    assert.equal((await removing(ada, await idOf(ada))).refusal.reason, 'INVALID');
    assert.equal(await ada.errorCode(remove, { input: { eventSlug: slug, userId: crypto.randomUUID() } }), 'NOT_FOUND');
    assert.deepEqual((await removing(site, await idOf(ada))).event.admins, []);
    assert.equal(await ada.errorCode(act('archiveEvent'), { input: { slug } }), 'FORBIDDEN');
  });

  it('keeps an admin when two remove each other at once', async () => {
    const slug = await open();
    const [olga, piet] = [await newEventAdmin(test, slug), await newEventAdmin(test, slug)];
    const ids = await Promise.all([olga, piet, site].map(async (c) => (await c.data('{ viewer { id } }')).viewer.id));
    await olga.data(remove, { input: { eventSlug: slug, userId: ids[2] } });
    await Promise.all([
      olga.post(remove, { input: { eventSlug: slug, userId: ids[1] } }),
      piet.post(remove, { input: { eventSlug: slug, userId: ids[0] } }),
    ]);
    assert.equal((await site.data(admins, { slug })).event.admins.length, 1);
  });

  it('can be ended early, for good', async () => {
    const slug = await open();
    const olga = await newEventAdmin(test, slug);
    const ada = await newUser(test);
    await join(ada, slug);
    assert.equal(await ada.errorCode(act('closeEvent'), { input: { slug } }), 'FORBIDDEN');
    const { event } = await does(olga, 'closeEvent', slug);
    assert.deepEqual([event.phase, event.settingsVersion], ['CLOSED', 2]);
    assert.equal((await submitTo(ada, slug)).refusal.reason, 'NOT_OPEN');
    assert.equal((await does(olga, 'closeEvent', slug)).refusal.reason, 'ALREADY_DONE');
    const soon = new Date(test.clock.now().getTime() + 86_400_000).toISOString();
    assert.equal((await does(site, 'closeEvent', await open({ opensAt: soon }))).refusal.reason, 'NOT_OPEN');
  });

  it('takes nothing in behind its end, however close a submission comes', async () => {
    const submit = `mutation ($slug: String!) {
      submit(input: { eventSlug: $slug, name: "late_one", files: [{ path: "estimator.py", content: "x" }] }) {
        submission { submittedAt } refusal { reason }
      }
    }`;
    for (let round = 0; round < 4; round++) {
      const slug = await open();
      const clients = await Promise.all([1, 2, 3].map(() => newUser(test)));
      for (const client of clients) await join(client, slug);
      const sent = clients.map((client) => client.post(submit, { slug }));
      const { event } = await does(site, 'closeEvent', slug);
      const closed = (await site.data('query ($slug: String!) { event(slug: $slug) { closesAt } }', { slug })).event;
      assert.equal(event.phase, 'CLOSED');
      for (const { data } of await Promise.all(sent)) {
        const submittedAt = data?.submit?.submission?.submittedAt;
        if (submittedAt) assert.ok(submittedAt < closed.closesAt, `${submittedAt} is not before ${closed.closesAt}`);
      }
    }
  });

  it('goes into the archive once it is not open, where it is read and nothing changes', async () => {
    const slug = await open();
    const ada = await newUser(test);
    await join(ada, slug);
    const { submission } = await submitTo(ada, slug);
    assert.match((await does(site, 'archiveEvent', slug)).refusal.message, /Close it first/);
    await does(site, 'closeEvent', slug);
    assert.ok((await does(site, 'archiveEvent', slug)).event.archivedAt);
    const slugs = async (isArchived: boolean) =>
      (await ada.data('query ($a: Boolean!) { events(isArchived: $a) { slug } }', { a: isArchived })).events.map(
        (event: Data) => event.slug,
      );
    assert.equal((await slugs(false)).includes(slug), false);
    assert.deepEqual(await slugs(true), [slug]);
    const read = 'query ($slug: String!, $id: ID!) { event(slug: $slug) { title } submission(id: $id) { name } }';
    assert.equal((await ada.data(read, { slug, id: submission.id })).submission.name, submission.name);

    const update = 'mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { refusal { reason } } }';
    assert.equal((await site.data(update, { input: { slug, title: 'x' } })).updateEvent.refusal.reason, 'NOT_OPEN');
    const disqualify = `mutation ($id: ID!) {
      disqualifySubmission(input: { submissionId: $id, note: "x" }) { refusal { reason } }
    }`;
    assert.equal(await site.errorCode(disqualify, { id: submission.id }), 'FORBIDDEN');
    const draft = `mutation ($slug: String!) {
      saveDraft(input: { eventSlug: $slug, files: [], expectedVersion: 0 }) { refusal { reason } }
    }`;
    assert.equal((await ada.data(draft, { slug })).saveDraft.refusal.reason, 'NOT_OPEN');
    assert.equal((await join(await newUser(test), slug)).refusal.reason, 'NOT_OPEN');

    assert.equal((await does(site, 'unarchiveEvent', slug)).event.archivedAt, null);
    assert.equal((await site.data(update, { input: { slug, title: 'x' } })).updateEvent.refusal, null);
  });

  it('ends without a trace only where nothing was submitted, by somebody who types its name', async () => {
    const slug = await open();
    const ada = await newUser(test);
    await join(ada, slug);
    const deleting = async (client: GraphqlClient, of: string, confirmSlug = of): Promise<Data> =>
      (await client.data(act('deleteEvent', 'DeleteEventInput'), { input: { slug: of, confirmSlug } })).deleteEvent;
    assert.equal((await deleting(site, slug, 'something')).refusal.field, 'confirmSlug');
    assert.equal(
      await ada.errorCode(act('deleteEvent', 'DeleteEventInput'), { input: { slug, confirmSlug: slug } }),
      'FORBIDDEN',
    );
    await submitTo(ada, slug);
    assert.match((await deleting(site, slug)).refusal.message, /archive/);
    const empty = await open();
    await join(ada, empty);
    assert.deepEqual(await deleting(site, empty), { event: null, refusal: null });
    for (const client of [site, ada]) {
      assert.equal((await client.data(admins, { slug: empty })).event, null);
      const { events } = await client.data('{ events { slug } }');
      assert.ok(events.every((event: Data) => !event.slug.startsWith('deleted')));
    }
    // The name is free again, and the log still says who did it.
    await open({ slug: empty });
    const [entry] = await test.app.orm.em
      .fork()
      .execute(`select details->>'slug' as slug from audit_entry where act = 'deleteEvent'`);
    assert.equal(entry?.slug, empty);
  });

  it('never loses a submission to deleting at the same moment', async () => {
    const slug = await open();
    const ada = await newUser(test);
    await join(ada, slug);
    const [, sent] = await Promise.all([
      site.post(act('deleteEvent', 'DeleteEventInput'), { input: { slug, confirmSlug: slug } }),
      ada.post(
        `mutation ($slug: String!) {
          submit(input: { eventSlug: $slug, name: "first", files: [{ path: "estimator.py", content: "x" }] }) {
            submission { id }
          }
        }`,
        { slug },
      ),
    ]);
    const isGone = (await site.data(admins, { slug })).event === null;
    assert.equal(isGone, sent.data?.submit?.submission == null);
  });
});
