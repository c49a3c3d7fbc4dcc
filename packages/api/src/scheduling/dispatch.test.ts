import assert from 'node:assert/strict';
import { type FoldJob, foldJobId } from '@databoard/shared/queues/fold-jobs';
import { scoredFold } from '../testing/fake-worker.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';
import { prefetchedFolds } from './dispatch-due-folds.js';
import { slotsAssumed } from './read-schedule.js';

describe('the dispatching of folds', () => {
  let test: TestApp;
  let slug: string;
  let admin: GraphqlClient;
  let flooder: GraphqlClient;
  let newcomer: GraphqlClient;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    slug = await openEvent(test, admin);
    [flooder, newcomer] = [await newUser(test), await newUser(test)];
    for (const client of [flooder, newcomer]) await join(client, slug);
  });
  let release: () => void = () => undefined;
  after(() => {
    // A fold that is still held would keep the worker from closing, and others' tests from a clean Redis.
    release();
    return test.close();
  });

  it('holds back what workers cannot take yet, and lets a newcomer wait for no more than what runs', async () => {
    const another = await test.startAnother();
    let gate = new Promise<void>((resolve) => (release = resolve));
    const taken: FoldJob[] = [];
    test.worker.script.fold = async (job) => {
      taken.push(job);
      await gate;
      return scoredFold(0.8);
    };
    const flooded = [];
    for (let count = 0; count < 10; count++) flooded.push((await submitTo(flooder, slug)).submission);
    await eventually(async () => taken.length === 2, 'both hands of the worker are full');
    assert.ok((await another.services.queues.folds.depth()) <= slotsAssumed + prefetchedFolds);

    const { submission } = await submitTo(newcomer, slug);
    const own = new Set<string>(submission.evaluation.foldRuns.map(({ id }: { id: string }) => id));
    const where =
      'query ($id: ID!) { submission(id: $id) { evaluation { aheadInQueue startsInSeconds endsInSeconds } } }';
    // A forecast is kept for a moment, so that the first look may meet one from before this submission.
    const evaluation = await eventually(async () => {
      const { evaluation: seen } = (await newcomer.data(where, { id: submission.id })).submission;
      return seen.aheadInQueue === null ? null : seen;
    }, 'the newcomer has a place in the queue');
    assert.ok(evaluation.aheadInQueue >= 1 && evaluation.aheadInQueue < 10);
    assert.ok(evaluation.startsInSeconds <= evaluation.endsInSeconds);
    const { folds } = test.app.services.queues;
    for (const foldRunId of own)
      await eventually(() => folds.has(foldJobId({ foldRunId, attempt: 1 })), 'the newcomer’s folds are sent');
    // One fold of the flood ends; the next that is taken is the newcomer's.
    const open = release;
    gate = new Promise<void>((resolve) => (release = resolve));
    open();
    await eventually(async () => taken.length >= 4, 'two more are taken');
    assert.ok(
      taken.slice(2, 4).every(({ foldRunId }) => own.has(foldRunId)),
      'the newcomer goes next',
    );
    test.worker.script.fold = () => scoredFold(0.8);
    release();
    for (const { id } of [...flooded, submission]) await untilState(admin, id, 'SCORED');
    const attempts = await test.app.orm.em.fork().execute('select 1 from fold_run where attempt > 1');
    assert.deepEqual(attempts, []);
  });
});
