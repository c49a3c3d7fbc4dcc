import assert from 'node:assert/strict';
import { recordInteraction } from '../interactions/record-interaction.js';
import { failedFold, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const query = `query ($slug: String!, $days: Int!) {
  event(slug: $slug) {
    id closesAt
    statistics(days: $days) {
      participants waiting teamsThatSubmitted submissions viewers medianWaitSeconds medianRunSeconds
      byState { state count } failures { reason count }
      days { day signUps activeTeams submissions scored failed views codeViews downloads kitDownloads imports }
    }
  }
}`;
const day = 86_400;

describe('an event’s statistics', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let grace: GraphqlClient;
  let slug: string;
  let eventId: string;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
    slug = await openEvent(test, admin);
    [ada, grace] = [await newUser(test), await newUser(test)];
    eventId = (await admin.data(query, { slug, days: 1 })).event.id;
  });
  after(() => test.close());

  const read = async (days = 90, client = admin): Promise<Data> => {
    await test.app.services.views.flush();
    return (await client.data(query, { slug, days })).event.statistics;
  };
  const today = () => test.clock.now().toISOString().slice(0, 10);

  it('count, day by day, who came, who submitted and what became of it', async () => {
    await join(ada, slug);
    await join(grace, slug);
    const good = [await submitTo(ada, slug), await submitTo(ada, slug)];
    for (const { submission } of good) await untilState(ada, submission.id, 'SCORED');
    const first = today();
    test.clock.advance(day);
    test.worker.script.fold = () => failedFold();
    const bad = await submitTo(grace, slug);
    await untilState(grace, bad.submission.id, 'TRAINING_ERROR');
    test.worker.script.fold = () => scoredFold(0.8);
    const statistics = await read();
    assert.equal(statistics.participants, 2);
    assert.equal(statistics.teamsThatSubmitted, 2);
    assert.equal(statistics.submissions, 3);
    assert.deepEqual(statistics.byState, [
      { state: 'SCORED', count: 2 },
      { state: 'TRAINING_ERROR', count: 1 },
    ]);
    assert.deepEqual(statistics.failures, [{ reason: 'EXCEPTION', count: 1 }]);
    assert.ok(statistics.medianWaitSeconds >= 0 && statistics.medianRunSeconds >= 0);
    const days = statistics.days.map(({ day: date, ...counts }: Data) => [date, counts]);
    assert.deepEqual(
      days.map(([date]: [string]) => date),
      [first, today()],
    );
    const none = { views: 0, codeViews: 0, downloads: 0, kitDownloads: 0, imports: 0 };
    assert.deepEqual(
      { ...days[0][1], ...none },
      { signUps: 2, activeTeams: 1, submissions: 2, scored: 2, failed: 0, ...none },
    );
    assert.deepEqual(
      { ...days[1][1], ...none },
      { signUps: 0, activeTeams: 1, submissions: 1, scored: 0, failed: 1, ...none },
    );
  });

  it('count looks at the event once an hour for whoever looks, and not those of site admins', async () => {
    test.clock.advance(day);
    const look = (client: GraphqlClient) =>
      client.data('query ($slug: String!) { event(slug: $slug) { id } }', { slug });
    const views = async () => (await read()).days.at(-1).views;
    for (const client of [ada, ada, grace, test.client(), test.client(), admin]) await look(client);
    assert.equal(await views(), 3, 'Ada, Grace, and whoever is at this address');
    assert.ok((await read()).viewers >= 2);
    const before = (await read()).days.reduce((all: number, { views: each }: Data) => all + each, 0);
    test.clock.advance(3600);
    await look(ada);
    const sum = (await read()).days.reduce((all: number, { views: each }: Data) => all + each, 0);
    assert.equal(sum, before + 1);
    await look(ada);
    assert.equal(
      (await read()).days.reduce((all: number, { views: each }: Data) => all + each, 0),
      sum,
    );
  });

  it('count code that was read, taken and built upon, and kits', async () => {
    for (const kind of ['VIEW_CODE', 'DOWNLOAD', 'DOWNLOAD_KIT', 'IMPORT', 'IMPORT'] as const) {
      await recordInteraction(test.app.orm.em.fork(), { kind, userId: null, eventId }, { clock: test.clock });
    }
    const { codeViews, downloads, kitDownloads, imports } = (await read()).days.at(-1);
    assert.deepEqual(
      { codeViews, downloads, kitDownloads, imports },
      { codeViews: 1, downloads: 1, kitDownloads: 1, imports: 2 },
    );
  });

  it('are for admins of the event alone', async () => {
    assert.equal(await read(90, ada), null);
    assert.equal(await read(90, test.client()), null);
    assert.equal(await admin.errorCode(query, { slug, days: 0 }), 'INVALID');
    assert.equal(await admin.errorCode(query, { slug, days: 401 }), 'INVALID');
  });

  it('end a week after closing', async () => {
    test.clock.advance(100 * day);
    const { event } = await (await newAdmin(test)).data(query, { slug, days: 3 });
    const last = new Date(Date.parse(event.closesAt) + 7 * day * 1000).toISOString().slice(0, 10);
    assert.equal(event.statistics.days.length, 3);
    assert.equal(event.statistics.days.at(-1).day, last);
  });
});
