import assert from 'node:assert/strict';
import { EventAdmin } from '../events/event-admin.entity.js';
import { failedFold, scoredBag, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, publishReady, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';
import { deliverNews } from './deliver-news.js';
import { Mail } from './mail.entity.js';
import { createMailer } from './mailer.js';

const day = 86_400;
const listQuery = '{ notifications(first: 200) { rows { kind title body path } } }';

describe('news that the platform writes', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let versionId: string;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test, 'root');
    versionId = await publishReady(admin);
  });
  after(() => test.close());
  beforeEach(() => {
    test.worker.script.fold = () => scoredFold(0.8);
    test.worker.script.bag = () => scoredBag(0.9);
  });

  const person = async () => {
    const client = await newUser(test);
    const { id, email } = (await client.data('{ viewer { id email } }')).viewer as { id: string; email: string };
    return { client, id, email };
  };
  const deliver = () => {
    const mailer = createMailer(test.config.mailPlace, test.config.mailFrom);
    return deliverNews({ ...test.app.services, em: test.app.orm.em, mailer, origin: 'http://localhost' });
  };
  const newsOf = async (client: GraphqlClient): Promise<Data[]> => (await client.data(listQuery)).notifications.rows;
  const titles = async (client: GraphqlClient) => (await newsOf(client)).map(({ title }) => title);
  const mailsOf = (user: string) => test.app.orm.em.fork().find(Mail, { user }, { orderBy: { createdAt: 'asc' } });
  const at = (seconds: number) => new Date(test.clock.now().getTime() + seconds * 1000).toISOString();
  const event = (changed: Record<string, unknown> = {}) =>
    openEvent(test, admin, { problemVersionId: versionId, title: 'Iris', ...changed });
  const eventId = async (slug: string): Promise<string> =>
    (await admin.data('query ($slug: String!) { event(slug: $slug) { id } }', { slug })).event.id;

  it('a submission that was scored, with its public score alone, and whether it is the team’s best', async () => {
    const ada = await person();
    const slug = await event();
    await join(ada.client, slug);
    const scores = [0.7, 0.9, 0.8];
    test.worker.script.bag = () => scoredBag(scores.shift() ?? 0);
    for (const name of ['first', 'second', 'third']) {
      const { submission } = await submitTo(ada.client, slug, name);
      await untilState(ada.client, submission.id, 'SCORED');
      await deliver();
      test.clock.advance(1);
    }
    const news = await newsOf(ada.client);
    assert.deepEqual(
      news.map(({ title, body }) => [title, body]),
      [
        ['“third” scored 0.80 (acc)', 'In “Iris”.'],
        ['“second” scored 0.90 (acc)', 'In “Iris”. It is your team’s best so far.'],
        ['“first” scored 0.70 (acc)', 'In “Iris”. It is your team’s first.'],
      ],
    );
    assert.match(news[0].path, /^\/submissions\/[0-9a-f-]{36}$/);
    assert.deepEqual(await mailsOf(ada.id), [], 'nobody is sent mails about what took seconds');
  });

  it('a submission that failed, with the reason and nothing of its output', async () => {
    const ada = await person();
    const slug = await event();
    await join(ada.client, slug);
    test.worker.script.fold = () => failedFold('EXCEPTION');
    const { submission } = await submitTo(ada.client, slug, 'broken');
    await untilState(ada.client, submission.id, 'TRAINING_ERROR');
    await deliver();
    const [news] = await newsOf(ada.client);
    assert.equal(news.title, '“broken” failed');
    assert.equal(news.body, 'In “Iris”: the code raised an exception.');
  });

  it('once, however many processes look, and as one line when many end together', async () => {
    const ada = await person();
    const slug = await event();
    await join(ada.client, slug);
    let score = 0.5;
    test.worker.script.bag = () => {
      score += 0.01;
      return scoredBag(score);
    };
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.push((await submitTo(ada.client, slug, `many_${count}`)).submission.id);
    for (const id of ids) await untilState(ada.client, id, 'SCORED');
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    const news = await newsOf(ada.client);
    assert.equal(news.length, 1);
    assert.equal(news[0].title, '5 of your submissions have been judged');
    assert.match(news[0].body, /^In “Iris”: 5 scored\. “many_\d” is your team’s best so far: 0\.55 \(acc\)\.$/);
    assert.equal(news[0].path, `/events/${slug}/submissions`);
  });

  it('of judging that took long comes by mail, at most once an hour', async () => {
    const ada = await person();
    const slug = await event();
    await join(ada.client, slug);
    const slow = async (name: string) => {
      const running: ((outcome: ReturnType<typeof scoredFold>) => void)[] = [];
      test.worker.script.fold = () => new Promise((resolve) => running.push(resolve));
      const { submission } = await submitTo(ada.client, slug, name);
      await eventually(async () => running.length === 2, 'both folds run');
      test.clock.advance(700);
      for (const finish of running) finish(scoredFold(0.8));
      await untilState(ada.client, submission.id, 'SCORED');
      await deliver();
    };
    await slow('slow_one');
    await slow('slow_two');
    assert.deepEqual(
      (await mailsOf(ada.id)).map(({ content }) => content.subject),
      ['“slow_one” scored 0.90 (acc)'],
    );
    assert.equal((await newsOf(ada.client)).length, 2);
    test.clock.advance(3600);
    await slow('slow_three');
    assert.equal((await mailsOf(ada.id)).length, 2);
  });

  it('opening, opened code, closing soon and closed: once each, to who was in by then', async () => {
    const [early, late, waiting] = [await person(), await person(), await person()];
    const slug = await event({ opensAt: at(100), publicOpensAt: at(5 * day), closesAt: at(10 * day) });
    await join(early.client, slug);
    await join(waiting.client, slug);
    const id = await eventId(slug);
    await test.app.orm.em.fork().execute(
      `update participation set state = 'ASKED'
          where event_id = ? and team_id in (select team_id from team_member where user_id = ?)`,
      [id, waiting.id],
    );
    await deliver();
    assert.deepEqual(await titles(early.client), []);
    test.clock.advance(200);
    await Promise.all([deliver(), deliver()]);
    await deliver();
    assert.deepEqual(await titles(early.client), ['“Iris” has opened']);
    await join(late.client, slug);
    await deliver();
    assert.deepEqual(await titles(late.client), [], 'who came later has seen that it is open');
    test.clock.advance(5 * day);
    await deliver();
    test.clock.advance(4 * day);
    await deliver();
    test.clock.advance(day);
    await deliver();
    await deliver();
    const all = ['“Iris” has closed', '“Iris” closes soon', 'The code of “Iris” is open'];
    assert.deepEqual(await titles(late.client), all);
    assert.deepEqual(await titles(early.client), [...all, '“Iris” has opened']);
    assert.deepEqual(await titles(waiting.client), []);
    assert.equal((await mailsOf(late.id)).length, 3);
    const organisers = (await newsOf(admin)).filter(({ path }) => path === `/events/${slug}/manage`);
    assert.deepEqual(
      organisers.map(({ kind, title }) => [kind, title]),
      [
        ['ORGANISER', '“Iris” has closed'],
        ['ORGANISER', '“Iris” closes soon'],
      ],
    );
  });

  it('a date that is changed is told again, and one that lies in the future not before it comes', async () => {
    const ada = await person();
    const slug = await event({ opensAt: at(-day), closesAt: at(2 * day) });
    await join(ada.client, slug);
    test.clock.advance(1.5 * day + 60);
    await deliver();
    assert.deepEqual(await titles(ada.client), ['“Iris” closes soon']);
    const move = (closesAt: string) =>
      test.app.orm.em
        .fork()
        .execute('update event set closes_at = ?, public_opens_at = ? where slug = ?', [closesAt, closesAt, slug]);
    await move(at(5 * day));
    await deliver();
    test.clock.advance(3 * day);
    await deliver();
    assert.deepEqual(await titles(ada.client), ['“Iris” closes soon']);
    test.clock.advance(day + 60);
    await deliver();
    assert.deepEqual(await titles(ada.client), ['“Iris” closes soon', '“Iris” closes soon']);
  });

  it('after an outage what has been overtaken is not told any more', async () => {
    const ada = await person();
    const slug = await event({ opensAt: at(100), publicOpensAt: at(1000), closesAt: at(day) });
    await join(ada.client, slug);
    test.clock.advance(1.5 * day);
    await deliver();
    assert.deepEqual(await titles(ada.client), ['“Iris” has closed']);
  });

  it('who waits for approval, to the admins of the event: the first at once, others together', async () => {
    const [organiser, spared] = [await person(), await newAdmin(test)];
    const slug = await event({ signUpMode: 'APPROVAL' });
    const id = await eventId(slug);
    await test.app.orm.em
      .fork()
      .insert(EventAdmin, { event: id, user: organiser.id, addedBy: null, addedAt: test.clock.now() });
    const sign = async () => join((await person()).client, slug);
    await sign();
    await Promise.all([deliver(), deliver()]);
    assert.deepEqual(await titles(organiser.client), ['A team waits for approval in “Iris”']);
    await sign();
    await sign();
    await deliver();
    assert.equal((await titles(organiser.client)).length, 1);
    test.clock.advance(3601);
    await deliver();
    await deliver();
    assert.deepEqual(await titles(organiser.client), [
      '3 teams wait for approval in “Iris”',
      'A team waits for approval in “Iris”',
    ]);
    assert.deepEqual(await newsOf(spared), [], 'site admins are spared where an event has its own');
  });

  it('failures of the platform, to organisers, when they are many and then seldom', async () => {
    const ada = await person();
    const organiser = await person();
    const slug = await event();
    const id = await eventId(slug);
    await test.app.orm.em
      .fork()
      .insert(EventAdmin, { event: id, user: organiser.id, addedBy: null, addedAt: test.clock.now() });
    await join(ada.client, slug);
    const fail = async (count: number) => {
      const { submission } = await submitTo(ada.client, slug, `faulty_${count}`);
      await untilState(ada.client, submission.id, 'SCORED');
      // As after too many tries that failed by the platform's fault.
      await test.app.orm.em
        .fork()
        .execute(`update evaluation set state = 'CHECKING_ERROR' where id = ?`, [submission.evaluation.id]);
      await deliver();
    };
    await fail(1);
    await fail(2);
    assert.deepEqual(await titles(organiser.client), []);
    await fail(3);
    await fail(4);
    assert.deepEqual(await titles(organiser.client), ['The platform fails submissions in “Iris”']);
    assert.deepEqual((await titles(ada.client))[0], '“faulty_4” could not be judged');
  });
});
