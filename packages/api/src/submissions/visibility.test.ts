import assert from 'node:assert/strict';
import { failedFold, scoredBag } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import {
  join,
  newAdmin,
  newUser,
  openEvent,
  publishReady,
  submissionQuery,
  submitTo,
  untilState,
} from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe('what others see of a submission', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let rival: GraphqlClient;
  let stranger: GraphqlClient;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    [ada, rival, stranger] = await Promise.all([newUser(test), newUser(test), newUser(test)]);
  });
  after(() => test.close());

  const read = async (client: GraphqlClient, id: string): Promise<Data> =>
    (await client.data(submissionQuery, { id })).submission;
  const steps = (scores: { step: string }[]) => [...new Set(scores.map(({ step }) => step))].toSorted();
  const enter = async (changed: Record<string, unknown>) => {
    const slug = await openEvent(test, admin, changed);
    await join(ada, slug);
    await join(rival, slug);
    return slug;
  };
  const day = 86_400;

  it('opens up with the phases: public score, then code, then test scores', async () => {
    const at = (seconds: number) => new Date(test.clock.now().getTime() + seconds * 1000).toISOString();
    const slug = await enter({ publicOpensAt: at(day), closesAt: at(2 * day) });
    const { submission } = await submitTo(ada, slug);
    await untilState(ada, submission.id, 'SCORED');

    const own = await read(ada, submission.id);
    assert.equal(own.evaluation.foldRuns.length, 2);
    assert.deepEqual(steps(own.evaluation.foldRuns[0].scores), ['train', 'valid']);
    assert.deepEqual(steps(own.evaluation.baggedScores), ['valid']);
    assert.equal(own.files[0].path, 'estimator.py');
    const organiser = await read(admin, submission.id);
    assert.deepEqual(steps(organiser.evaluation.foldRuns[0].scores), ['test', 'train', 'valid']);
    assert.deepEqual(steps(organiser.evaluation.baggedScores), ['test', 'valid']);
    for (const client of [rival, stranger, test.client()]) {
      const seen = await read(client, submission.id);
      assert.deepEqual(
        [seen.files, seen.evaluation.foldRuns, seen.evaluation.failure, seen.myBestBefore],
        [null, [], null, null],
      );
      assert.deepEqual(steps(seen.evaluation.baggedScores), ['valid']);
      assert.equal(seen.officialScore, 0.9);
      assert.equal(seen.isMine, false);
    }

    test.clock.advance(day);
    assert.equal((await read(rival, submission.id)).files[0].path, 'estimator.py');
    assert.equal((await read(stranger, submission.id)).files, null);
    assert.deepEqual(steps((await read(ada, submission.id)).evaluation.baggedScores), ['valid']);

    test.clock.advance(day);
    assert.deepEqual(steps((await read(rival, submission.id)).evaluation.baggedScores), ['test', 'valid']);
    assert.deepEqual(steps((await read(stranger, submission.id)).evaluation.baggedScores), ['valid']);
    assert.deepEqual(steps((await read(ada, submission.id)).evaluation.foldRuns[0].scores), ['test', 'train', 'valid']);
    assert.equal((await read(stranger, submission.id)).files, null);
  });

  it('shows a participant what code printed or raised on private data only where the event does; the message and own frames, always', async () => {
    const log = await test.app.services.store.put(Buffer.from('row 1: secret'));
    const { fold } = test.worker.script;
    test.worker.script.fold = () => ({ ...failedFold(), logDigest: log }) as ReturnType<typeof failedFold>;
    const all = ['row 1: secret', 'secret-from-data'];
    for (const [data, showsLogs, expected] of [
      [{ 'data/private.csv': 'secret' }, false, [null, null]],
      [{ 'data/private.csv': 'secret' }, true, all],
      [undefined, false, all],
    ] as const) {
      const problemVersionId = await publishReady(admin, data === undefined ? {} : { data });
      const slug = await enter({ problemVersionId, showsLogs });
      const { event } = await stranger.data('query ($slug: String!) { event(slug: $slug) { showsLogs } }', { slug });
      assert.equal(event.showsLogs, showsLogs);
      const { submission } = await submitTo(ada, slug);
      await untilState(ada, submission.id, 'TRAINING_ERROR');
      // One fold failed, which cancelled the other.
      const failedOf = (seen: Data) => seen.evaluation.foldRuns.find(({ failure }: Data) => failure !== null);
      const run = failedOf(await read(ada, submission.id));
      assert.deepEqual([run.log, run.failure.exceptionMessage], expected);
      assert.equal(run.failure.frames[0].code, 'raise ValueError(x)');
      const seenByAdmin = failedOf(await read(admin, submission.id));
      assert.deepEqual([seenByAdmin.log, seenByAdmin.failure.exceptionMessage], all);
      const seenByRival = await read(rival, submission.id);
      assert.ok(!JSON.stringify(seenByRival).includes('secret'));
      assert.equal(seenByRival.evaluation.failure, null);
    }
    test.worker.script.fold = fold;
  });

  it('hides e-mail addresses of authors', async () => {
    const slug = await enter({});
    const { submission } = await submitTo(ada, slug);
    const query = 'query ($id: ID!) { submission(id: $id) { author { email } } }';
    assert.equal((await rival.data(query, { id: submission.id })).submission.author.email, null);
    assert.match((await ada.data(query, { id: submission.id })).submission.author.email, /@/);
  });

  it('answers alike for what does not exist and for what cannot be an id', async () => {
    assert.equal(await read(ada, crypto.randomUUID()), null);
    assert.equal(await read(ada, "' or 1=1"), null);
  });

  it('compares with the best of the team’s other submissions', async () => {
    const slug = await enter({});
    const values = [0.5, 0.7, 0.6];
    const { bag } = test.worker.script;
    const ids: string[] = [];
    for (const value of values) {
      test.worker.script.bag = () => scoredBag(value);
      const { submission } = await submitTo(ada, slug);
      ids.push(submission.id);
      await untilState(ada, submission.id, 'SCORED');
    }
    test.worker.script.bag = bag;
    const best = await Promise.all(ids.map(async (id) => (await read(ada, id)).myBestBefore));
    assert.deepEqual(best, [0.7, 0.6, 0.7]);
  });
});
