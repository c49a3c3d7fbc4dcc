import assert from 'node:assert/strict';
import { eventCodeTries } from '../auth/rate-limits.js';
import { newEventAdmin } from '../testing/event-admin.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, publishReady, submitTo } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const update = `mutation ($input: UpdateEventInput!) {
  updateEvent(input: $input) {
    event {
      title description visibility opensAt publicOpensAt closesAt minSecondsBetweenSubmissions maxSubmissionsPerDay
      foldTimeoutSeconds weight signUpMode signUpCode settingsVersion showsCodeAfterClosing officialScoreType { name }
    }
    refusal { reason field message } changesSince { field before after version by { username } }
  }
}`;
const history = `query ($slug: String!) {
  event(slug: $slug) { signUpCode settingHistory { totalCount rows { field before after version by { username } } } }
}`;
const day = 86_400_000;

describe('settings of an event', () => {
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
  const change = async (client: GraphqlClient, slug: string, given: object): Promise<Data> =>
    (await client.data(update, { input: { slug, ...given } })).updateEvent;
  const inDays = (days: number) => new Date(test.clock.now().getTime() + days * day).toISOString();

  const eventAdmin = (slug: string, name: string) => newEventAdmin(test, slug, name);

  it('are changed by admins of the event, all at once or none, with a history', async () => {
    const slug = await open({ maxSubmissionsPerDay: 5 });
    const olga = await eventAdmin(slug, 'olga');
    const { event, refusal } = await change(olga, slug, {
      settingsVersion: 1,
      title: '  New title ',
      description: '# Hello',
      minSecondsBetweenSubmissions: 60,
      maxSubmissionsPerDay: null,
      foldTimeoutSeconds: 1200,
    });
    assert.equal(refusal, null);
    assert.deepEqual(
      [event.title, event.description, event.minSecondsBetweenSubmissions, event.maxSubmissionsPerDay],
      ['New title', '# Hello', 60, null],
    );
    assert.deepEqual([event.foldTimeoutSeconds, event.settingsVersion], [1200, 2]);
    const refused = await change(olga, slug, { title: 'Kept?', minSecondsBetweenSubmissions: -1 });
    assert.equal(refused.refusal.field, 'minSecondsBetweenSubmissions');
    assert.equal(refused.event.title, 'New title');

    const { settingHistory } = (await olga.data(history, { slug })).event;
    assert.equal(settingHistory.totalCount, 5);
    assert.deepEqual(
      settingHistory.rows.find(({ field }: Data) => field === 'maxSubmissionsPerDay'),
      { field: 'maxSubmissionsPerDay', before: '5', after: 'null', version: 2, by: { username: 'olga' } },
    );
    const acts = await test.app.orm.em.fork().execute(
      `select a.act, u.username from audit_entry a join "user" u on u.id = a.actor_id
                 join event e on e.id = a.event_id where e.slug = ? order by a.at`,
      [slug],
    );
    assert.deepEqual(acts, [
      { act: 'createEvent', username: 'site' },
      { act: 'updateEvent', username: 'olga' },
    ]);
  });

  it('are closed to everybody else, history and code too', async () => {
    const slug = await open({ signUpMode: 'CODE', signUpCode: 'sesame-2030' });
    const other = await eventAdmin(await open(), 'other_admin');
    for (const client of [other, await newUser(test)]) {
      assert.equal(await client.errorCode(update, { input: { slug, title: 'x' } }), 'FORBIDDEN');
      assert.deepEqual((await client.data(history, { slug })).event, { signUpCode: null, settingHistory: null });
    }
    assert.equal(await test.client().errorCode(update, { input: { slug, title: 'x' } }), 'UNAUTHENTICATED');
    assert.equal((await site.data(history, { slug })).event.signUpCode, 'sesame-2030');
    await change(site, slug, { signUpCode: 'open-sesame' });
    assert.doesNotMatch(JSON.stringify((await site.data(history, { slug })).event.settingHistory), /sesame/);
  });

  it('changed by two at once tell the second who changed what', async () => {
    const slug = await open();
    const [olga, piet] = [await eventAdmin(slug, 'olga2'), await eventAdmin(slug, 'piet')];
    const answers = await Promise.all([
      change(olga, slug, { settingsVersion: 1, maxSubmissionsPerDay: 3 }),
      change(piet, slug, { settingsVersion: 1, maxSubmissionsPerDay: 4 }),
    ]);
    const lost = answers.find(({ refusal }) => refusal !== null);
    const won = answers.find(({ refusal }) => refusal === null);
    assert.equal(lost.refusal.reason, 'STALE');
    const winner = won === answers[0] ? 'olga2' : 'piet';
    const value = String(won.event.maxSubmissionsPerDay);
    assert.deepEqual(lost.changesSince, [
      { field: 'maxSubmissionsPerDay', before: 'null', after: value, version: 2, by: { username: winner } },
    ]);
    assert.equal((await change(piet, slug, { settingsVersion: 2, maxSubmissionsPerDay: 4 })).refusal, null);
  });

  it('that concern the machines of all events are for site admins', async () => {
    const slug = await open();
    const olga = await eventAdmin(slug, 'olga3');
    assert.equal((await change(olga, slug, { weight: 2 })).refusal.field, 'weight');
    assert.equal((await change(olga, slug, { foldTimeoutSeconds: 7200 })).refusal.field, 'foldTimeoutSeconds');
    assert.equal((await change(site, slug, { weight: 2, foldTimeoutSeconds: 7200 })).refusal, null);
    // What was given once may be kept and lowered.
    assert.equal((await change(olga, slug, { weight: 2, foldTimeoutSeconds: 7000, title: 'x' })).refusal, null);
  });

  it('keep dates in order, and what has happened as it happened', async () => {
    const slug = await open();
    const cases: [given: object, field: string][] = [
      [{ closesAt: inDays(-3) }, 'closesAt'],
      [{ publicOpensAt: inDays(60) }, 'publicOpensAt'],
      [{ opensAt: '1999-01-01T00:00:00Z' }, 'opensAt'],
      [{ signUpClosesAt: inDays(99) }, 'signUpClosesAt'],
    ];
    for (const [given, field] of cases) assert.equal((await change(site, slug, given)).refusal.field, field);

    const extended = inDays(40);
    const { event } = await change(site, slug, { closesAt: extended });
    // It opened up at closing before; a longer event must not open up in its middle by that.
    assert.deepEqual([event.closesAt, event.publicOpensAt], [extended, extended]);

    const ada = await newUser(test);
    await join(ada, slug);
    assert.ok((await submitTo(ada, slug)).submission);
    assert.equal((await change(site, slug, { opensAt: inDays(-2) })).refusal.field, 'opensAt');
    assert.equal((await change(site, slug, { closesAt: inDays(-0.5) })).refusal.field, 'closesAt');
    assert.equal((await change(site, slug, { publicOpensAt: inDays(-0.5) })).refusal, null);
    assert.equal((await change(site, slug, { publicOpensAt: inDays(5) })).refusal.field, 'publicOpensAt');
    assert.equal((await change(site, slug, { closesAt: inDays(50) })).refusal, null);
  });

  it('never open a closed event again', async () => {
    const slug = await open({ opensAt: inDays(-20), closesAt: inDays(-10) });
    for (const given of [{ closesAt: inDays(10) }, { opensAt: inDays(-30) }, { publicOpensAt: inDays(-15) }]) {
      assert.match((await change(site, slug, given)).refusal.message, /has closed/);
    }
    assert.equal((await change(site, slug, { showsCodeAfterClosing: false, title: 'Past' })).refusal, null);
  });

  it('decide by which score type one ranks before the first submission only', async () => {
    const slug = await open();
    assert.equal((await change(site, slug, { officialScoreType: 'none' })).refusal.field, 'officialScoreType');
    const { event } = await change(site, slug, { officialScoreType: 'error' });
    assert.equal(event.officialScoreType.name, 'error');
    const ada = await newUser(test);
    await join(ada, slug);
    assert.ok((await submitTo(ada, slug)).submission);
    assert.equal((await change(site, slug, { officialScoreType: 'acc' })).refusal.field, 'officialScoreType');
  });

  it('let in with a code only who knows it, and slow down guessing', async () => {
    assert.equal((await change(site, await open(), { signUpMode: 'CODE' })).refusal.field, 'signUpCode');
    const slug = await open({ signUpMode: 'CODE', signUpCode: 'sesame-2030' });
    const enter = `mutation ($input: SignUpForEventInput!) {
      signUpForEvent(input: $input) { participation { state } refusal { reason field } }
    }`;
    const ada = await newUser(test);
    const wrong = { reason: 'INVALID', field: 'code' };
    for (const code of [undefined, ' ', 'sesame-2031']) {
      const { signUpForEvent } = await ada.data(enter, { input: { eventSlug: slug, code } });
      assert.deepEqual(signUpForEvent, { participation: null, refusal: wrong });
    }
    const { signUpForEvent } = await ada.data(enter, { input: { eventSlug: slug, code: ' sesame-2030 ' } });
    assert.equal(signUpForEvent.participation.state, 'APPROVED');

    const eve = await newUser(test);
    for (let tries = 0; tries < eventCodeTries; tries++) {
      await eve.data(enter, { input: { eventSlug: slug, code: `guess-${tries}` } });
    }
    assert.equal(await eve.errorCode(enter, { input: { eventSlug: slug, code: 'sesame-2030' } }), 'RATE_LIMITED');
  });

  it('close signing up before the event closes', async () => {
    const slug = await open({ signUpClosesAt: inDays(1) });
    assert.equal((await join(await newUser(test), slug)).participation.state, 'APPROVED');
    const late = await open({ signUpClosesAt: inDays(-0.1) });
    assert.equal((await join(await newUser(test), late)).refusal.reason, 'NOT_OPEN');
  });

  it('say whether code stays readable after closing', async () => {
    const slug = await open({ closesAt: inDays(1) });
    const [ada, bob] = [await newUser(test), await newUser(test)];
    for (const client of [ada, bob]) await join(client, slug);
    const { submission } = await submitTo(ada, slug);
    const files = 'query ($id: ID!) { submission(id: $id) { files { path } } }';
    const readable = async () => (await bob.data(files, { id: submission.id })).submission.files !== null;
    assert.equal(await readable(), false);
    test.clock.advance(2 * 86_400);
    assert.equal(await readable(), true);
    await change(site, slug, { showsCodeAfterClosing: false });
    assert.equal(await readable(), false);
  });
});
