import assert from 'node:assert/strict';
import type { FoldOutcome } from '@databoard/shared/outcome';
import type { Report } from '@databoard/shared/queues/reports';
import { handleReports } from '../report.consumer.js';
import { failedFold, scoredBag, scoredFold } from '../testing/fake-worker.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, submissionQuery, submitTo } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

describe('reports of workers', () => {
  let test: TestApp;
  let ada: GraphqlClient;
  let slug: string;
  before(async () => {
    // Sweeping would send again what these tests leave lying; the fake worker answers nothing by itself.
    test = await startTestApp({ sweepSeconds: 3600 });
    const admin = await newAdmin(test);
    slug = await openEvent(test, admin);
    ada = await newUser(test);
    await join(ada, slug);
    test.worker.script.fold = () => undefined;
    test.worker.script.bag = () => undefined;
  });
  after(() => test.close());

  const send = (...batch: Report[]) => handleReports(batch, { ...test.app.services, em: test.app.orm.em });
  const ended = (foldRunId: string, outcome: FoldOutcome, attempt = 1): Report => ({
    kind: 'fold-ended',
    foldRunId,
    attempt,
    worker: 'w',
    outcome,
  });
  const progress = (foldRunId: string, state: 'TRAINING' | 'TRAINED' | 'TESTED', attempt = 1): Report => ({
    kind: 'fold-progress',
    foldRunId,
    attempt,
    worker: 'w',
    state,
  });
  const bagEnded = (evaluationId: string, attempt = 1): Report => ({
    kind: 'bag-ended',
    evaluationId,
    attempt,
    worker: 'w',
    outcome: scoredBag(0.9),
  });
  const submitted = async () => {
    const { submission } = await submitTo(ada, slug);
    const [first, second] = submission.evaluation.foldRuns.map(({ id }: { id: string }) => id);
    return { id: submission.id as string, evaluationId: submission.evaluation.id as string, first, second };
  };
  const read = async (id: string) => (await ada.data(submissionQuery, { id })).submission.evaluation;
  const countScores = async (evaluationId: string) => {
    const [row] = await test.app.orm.em
      .fork()
      .execute<{ n: number }[]>('select count(*)::int as n from score where evaluation_id = ?', [evaluationId]);
    return row?.n;
  };
  const states = (evaluation: { foldRuns: { state: string }[] }) => evaluation.foldRuns.map(({ state }) => state);

  it('move a fold run forwards and never back', async () => {
    const { id, first } = await submitted();
    await send(progress(first, 'TRAINED'));
    await send(progress(first, 'TRAINING'));
    assert.deepEqual(states(await read(id)), ['TRAINED', 'NEW']);
    await send(ended(first, scoredFold(0.8)));
    await send(progress(first, 'TESTED'));
    const evaluation = await read(id);
    assert.deepEqual(states(evaluation), ['SCORED', 'NEW']);
    assert.equal(evaluation.state, 'RUNNING');
    assert.notEqual(evaluation.startedAt, null);
  });

  it('change nothing when they come twice: no score is stored twice', async () => {
    const { id, evaluationId, first, second } = await submitted();
    for (let times = 0; times < 2; times++) {
      await send(ended(first, scoredFold(0.8)));
      await send(ended(second, scoredFold(0.6)));
    }
    assert.equal((await read(id)).state, 'BAGGING');
    await send(bagEnded(evaluationId));
    await send(bagEnded(evaluationId));
    assert.equal((await read(id)).state, 'SCORED');
    assert.equal(await countScores(evaluationId), 2 * 6 + 4);
  });

  it('are stored whatever text the code has put into its exception', async () => {
    const { id, first } = await submitted();
    const failed = failedFold('a\0b\ud800');
    if (failed.kind !== 'submission-failed') throw new Error('It fails.');
    await test.worker.reports.send(
      ended(first, { ...failed, failure: { ...failed.failure, exceptionMessage: '\0\udfff' } }),
    );
    await eventually(async () => (await read(id)).state === 'TRAINING_ERROR', 'it is stored');
  });

  it('all count when they come at once', async () => {
    const { id, first, second } = await submitted();
    await Promise.all([
      send(ended(first, scoredFold(0.8))),
      send(ended(first, scoredFold(0.8))),
      send(ended(second, scoredFold(0.6))),
      send(progress(second, 'TRAINING')),
    ]);
    assert.equal((await read(id)).state, 'BAGGING');
  });

  it('are dropped for an attempt that is not the current one, and for ids that nobody knows', async () => {
    const { id, evaluationId, first } = await submitted();
    await send(ended(first, scoredFold(0.8), 2));
    await send(ended(crypto.randomUUID(), scoredFold(0.8)));
    await send(bagEnded(crypto.randomUUID()));
    await send(bagEnded(evaluationId));
    assert.deepEqual(states(await read(id)), ['NEW', 'NEW']);
    assert.equal(await countScores(evaluationId), 0);
  });

  it('cannot bag before every fold is scored, nor bag again', async () => {
    const { id, evaluationId, first, second } = await submitted();
    await send(ended(first, scoredFold(0.8)));
    await send(bagEnded(evaluationId, 1));
    assert.equal((await read(id)).state, 'RUNNING');
    await send(ended(second, scoredFold(0.8)));
    await send(bagEnded(evaluationId, 2));
    assert.equal((await read(id)).state, 'BAGGING');
  });

  it('end the evaluation with the submission’s fault, which its author can read', async () => {
    const { id, first, second } = await submitted();
    await send(ended(first, scoredFold(0.8)));
    await send(ended(second, failedFold()));
    const evaluation = await read(id);
    assert.equal(evaluation.state, 'TRAINING_ERROR');
    assert.equal(evaluation.failure.foldIndex, 1);
    assert.equal(evaluation.failure.reason, 'EXCEPTION');
    assert.equal(evaluation.failure.message, 'ValueError in estimator.py');
    assert.equal(evaluation.failure.frames[0].line, 3);
    assert.notEqual(evaluation.failure.hint, null);
    assert.notEqual(evaluation.endedAt, null);
  });

  it('of a platform fault start a fresh attempt, and after enough of them end in CHECKING_ERROR', async () => {
    const { id, first, second } = await submitted();
    await send(ended(second, scoredFold(0.8)));
    for (let attempt = 1; attempt <= 4; attempt++) {
      assert.equal((await read(id)).foldRuns[0].attempt, attempt);
      await send(ended(first, { kind: 'platform-failed', detail: 'disk full' }, attempt));
      await send(ended(first, scoredFold(0.1), attempt));
    }
    const evaluation = await read(id);
    assert.equal(evaluation.state, 'CHECKING_ERROR');
    assert.equal(evaluation.failure.reason, 'PLATFORM');
    assert.ok(!JSON.stringify(evaluation).includes('disk full'), 'what broke on the platform is for its operator');
  });

  it('with scores that cannot be are the platform’s fault', async () => {
    const { id, evaluationId, first } = await submitted();
    const good = scoredFold(0.8);
    assert.equal(good.kind, 'scored');
    const [score] = good.scores;
    assert.ok(score);
    const outcomes: FoldOutcome[] = [
      { ...good, scores: [...good.scores, { ...score, scoreType: 'unknown' }] },
      { ...good, scores: [...good.scores, score] },
      { ...good, scores: [score] },
    ];
    for (const [index, outcome] of outcomes.entries()) {
      await send(ended(first, outcome, index + 1));
      assert.equal((await read(id)).foldRuns[0].attempt, index + 2);
    }
    assert.equal(await countScores(evaluationId), 0);
  });

  it('keep scores in full precision, NaN and infinities too, and show what JSON cannot say as null', async () => {
    const { id, evaluationId, first, second } = await submitted();
    const odd = 0.1 + 0.2;
    await send(ended(first, scoredFold(odd)));
    await send(ended(second, scoredFold(Number.NaN)));
    await send({ ...bagEnded(evaluationId), outcome: scoredBag(Number.NEGATIVE_INFINITY) } as Report);
    const { submission } = await ada.data(submissionQuery, { id });
    assert.equal(submission.evaluation.state, 'SCORED');
    assert.equal(submission.evaluation.foldRuns[0].scores[0].value, odd);
    assert.equal(submission.evaluation.foldRuns[1].scores[0].value, null);
    assert.equal(submission.officialScore, null);
    const rows = await test.app.orm.em
      .fork()
      .execute<{ value: number }[]>(
        "select value from score where evaluation_id = ? and fold_run_id is null and score_type = 'acc'",
        [evaluationId],
      );
    assert.deepEqual(
      rows.map(({ value }) => value),
      [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  });

  it('make a bag job that carries the predictions of all folds in order', async () => {
    const { evaluationId, first, second } = await submitted();
    const withPredictions = (letter: string): FoldOutcome => ({
      ...(scoredFold(0.8) as Extract<FoldOutcome, { kind: 'scored' }>),
      predictions: { train: letter.repeat(64), test: null },
    });
    await send(ended(second, withPredictions('b')));
    await send(ended(first, withPredictions('a')));
    const job = await eventually(
      async () => test.worker.jobs.find((taken) => 'evaluationId' in taken && taken.evaluationId === evaluationId),
      'the bag job arrives',
    );
    assert.deepEqual('folds' in job && job.folds.map(({ train, test: tested }) => [train[0], tested]), [
      ['a', null],
      ['b', null],
    ]);
  });

  it('of a bag that failed are tried again, then the evaluation ends in CHECKING_ERROR and keeps its fold scores', async () => {
    const { id, evaluationId, first, second } = await submitted();
    await send(ended(first, scoredFold(0.8)));
    await send(ended(second, scoredFold(0.8)));
    for (let attempt = 1; attempt <= 4; attempt++) {
      const outcome = { kind: 'platform-failed', detail: 'no scorer' } as const;
      await send({ kind: 'bag-ended', evaluationId, attempt, worker: 'w', outcome });
    }
    assert.equal((await read(id)).state, 'CHECKING_ERROR');
    assert.equal(await countScores(evaluationId), 12);
  });
});
