import assert from 'node:assert/strict';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { sweep } from './sweep.js';
import { scoredBag, scoredFold } from './testing/fake-worker.js';
import type { GraphqlClient } from './testing/graphql-client.js';
import {
  isIdle,
  join,
  newAdmin,
  newUser,
  openEvent,
  publishReady,
  submissionQuery,
  submitTo,
  untilState,
} from './testing/scenario.js';
import { eventually, startTestApp, type TestApp } from './testing/test-app.js';

describe('work that got lost', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let slug: string;
  // Each test sweeps when it wants to, with a clock moved past the time that rows may stay untouched.
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
    slug = await openEvent(test, admin);
    ada = await newUser(test);
    await join(ada, slug);
  });
  after(() => test.close());
  beforeEach(() => {
    test.worker.script.fold = ({ foldIndex }) => scoredFold(0.8 + foldIndex / 10);
    test.worker.script.bag = () => scoredBag(0.9);
  });

  const sweepLater = async (times = 1) => {
    for (let time = 0; time < times; time++) {
      test.clock.advance(4);
      await sweep({ ...test.app.services, em: test.app.orm.em });
    }
  };
  const read = async (id: string) => (await ada.data(submissionQuery, { id })).submission.evaluation;
  const attempts = (evaluation: { foldRuns: { attempt: number }[] }) =>
    evaluation.foldRuns.map(({ attempt }) => attempt);
  const jobsOf = (evaluation: { foldRuns: { id: string }[] }) => {
    const ids = new Set(evaluation.foldRuns.map(({ id }) => id));
    return test.worker.jobs.filter((job) => 'foldRunId' in job && ids.has(job.foldRunId));
  };
  const until = (ask: () => boolean, what: string) => eventually(async () => ask(), what);

  it('is sent out again when Redis has forgotten everything, and ends with each score once', async () => {
    let giveUp: (outcome: undefined) => void = () => undefined;
    const hanging = new Promise<undefined>((resolve) => (giveUp = resolve));
    test.worker.script.fold = () => hanging;
    // Two fold jobs keep the fake worker's hands full; those of the second submission wait in the queue.
    const stuck = await submitTo(ada, slug);
    await until(() => jobsOf(stuck.submission.evaluation).length === 2, 'the worker is busy');
    const waiting = await submitTo(ada, slug);
    await test.flushRedis();
    test.worker.script.fold = () => scoredFold(0.7);
    test.worker.takeOver();
    await eventually(async () => {
      await sweepLater();
      return (
        (await read(waiting.submission.id)).state === 'SCORED' && (await read(stuck.submission.id)).state === 'SCORED'
      );
    }, 'both are scored');
    giveUp(undefined);
    for (const { submission } of [stuck, waiting]) {
      const [row] = await test.app.orm.em
        .fork()
        .execute<{ n: number }[]>('select count(*)::int as n from score where evaluation_id = ?', [
          submission.evaluation.id,
        ]);
      assert.equal(row?.n, 2 * 6 + 4);
    }
  });

  it('is sent out as a fresh attempt when its worker vanished with it', async () => {
    test.worker.script.fold = ({ attempt }) => (attempt === 1 ? undefined : scoredFold(0.8));
    const { submission } = await submitTo(ada, slug);
    await until(() => jobsOf(submission.evaluation).length === 2, 'both jobs are taken');
    await eventually(async () => {
      await sweepLater();
      return (await read(submission.id)).state === 'SCORED';
    }, 'scored by the second attempts');
    assert.deepEqual(attempts(await read(submission.id)), [2, 2]);
  });

  it('is sent out as it is when it never reached the queue', async () => {
    const { folds } = test.app.services.queues;
    const send = folds.send;
    folds.send = () => Promise.reject(new Error('Redis is away'));
    const { submission, refusal } = await submitTo(ada, slug);
    folds.send = send;
    assert.equal(refusal, null);
    assert.equal((await read(submission.id)).state, 'NEW');
    await eventually(async () => {
      await sweepLater();
      return (await read(submission.id)).state === 'SCORED';
    }, 'scored');
    assert.equal(jobsOf(submission.evaluation)[0]?.attempt, 1);
  });

  it('is left alone while its job waits or runs, and while a report about it may be on its way', async () => {
    let finish: (outcome: FoldOutcome) => void = () => undefined;
    test.worker.script.fold = ({ foldIndex }) =>
      foldIndex === 0 ? scoredFold(0.8) : new Promise<FoldOutcome>((resolve) => (finish = resolve));
    const { submission } = await submitTo(ada, slug);
    await eventually(
      async () => (await read(submission.id)).foldRuns[0].state === 'SCORED',
      'the first fold is scored',
    );
    await sweepLater(3);
    assert.deepEqual(attempts(await read(submission.id)), [1, 1]);
    finish(scoredFold(0.8));
    await untilState(ada, submission.id, 'SCORED');
  });

  it('is not sent out twice by two processes that sweep at once', async () => {
    const another = await test.startAnother();
    test.worker.script.fold = ({ attempt }) => (attempt === 1 ? undefined : scoredFold(0.8));
    const { submission } = await submitTo(ada, slug);
    await until(() => jobsOf(submission.evaluation).length === 2, 'both jobs are taken');
    await eventually(async () => {
      if (!(await isIdle(test))) return false;
      test.clock.advance(4);
      await Promise.all([
        sweep({ ...test.app.services, em: test.app.orm.em }),
        sweep({ ...another.services, em: another.orm.em }),
      ]);
      return (await read(submission.id)).state === 'SCORED';
    }, 'scored');
    assert.deepEqual(attempts(await read(submission.id)), [2, 2]);
    assert.equal(jobsOf(submission.evaluation).length, 4);
  });

  it('ends in CHECKING_ERROR after enough attempts, and does not count against the team', async () => {
    // It begins, and its worker vanishes.
    test.worker.script.fold = async ({ foldRunId, attempt }) => {
      await test.worker.reports.send({ kind: 'fold-progress', foldRunId, attempt, worker: 'w', state: 'TRAINING' });
      return undefined;
    };
    const { submission } = await submitTo(ada, slug);
    await eventually(async () => {
      await sweepLater();
      return (await read(submission.id)).state === 'CHECKING_ERROR';
    }, 'given up');
    const ended = await read(submission.id);
    const failed = ended.foldRuns.filter(({ state }: { state: string }) => state === 'CHECKING_ERROR');
    assert.ok(failed.length > 0);
    for (const { attempt } of failed) assert.ok(attempt >= 12 && attempt < 20, String(attempt));
  }).timeout(20_000);

  it('is bagged again when the bag job got lost', async () => {
    test.worker.script.bag = ({ attempt }) => (attempt === 1 ? undefined : scoredBag(0.9));
    const { submission } = await submitTo(ada, slug);
    await untilState(ada, submission.id, 'BAGGING');
    await eventually(async () => {
      await sweepLater();
      return (await read(submission.id)).state === 'SCORED';
    }, 'bagged');
  });

  it('is checked again when it was a kit', async () => {
    const { kit } = test.worker.script;
    test.worker.script.kit = (job) => (job.attempt === 1 ? undefined : kit(job));
    let isReady = false;
    const published = publishReady(admin).then(() => {
      isReady = true;
    });
    await eventually(async () => {
      await sweepLater();
      return isReady;
    }, 'the kit is ready');
    await published;
    test.worker.script.kit = kit;
  });
});
