import assert from 'node:assert/strict';
import { listenForCancelled } from '@databoard/shared/cancellations';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { foldJobId } from '@databoard/shared/queues/fold-jobs';
import { actsOn } from '../testing/acts-on.js';
import { failedFold, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { boardQuery, join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

describe('what is done to a submission after it was sent', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let rival: GraphqlClient;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    [ada, rival] = [await newUser(test), await newUser(test)];
  });
  after(() => test.close());
  beforeEach(() => {
    test.worker.script.fold = ({ foldIndex }) => scoredFold(0.8 + foldIndex / 10);
  });

  const enter = async (changed: Record<string, unknown> = {}) => {
    const slug = await openEvent(test, admin, changed);
    for (const client of [ada, rival]) await join(client, slug);
    return slug;
  };
  const act = async (client: GraphqlClient, name: string, submissionId: string, more: object = {}): Promise<Data> => {
    const input = { cancelSubmission: 'SubmissionInput', rerunSubmission: 'RerunSubmissionInput' }[name];
    const data = await client.data(
      `mutation ($input: ${input ?? 'NotedSubmissionInput'}!) { ${name}(input: $input) {
         submission { standing standingNote evaluation { state kind foldRuns { id foldIndex state attempt } } }
         refusal { reason field message } } }`,
      { input: { submissionId, ...more } },
    );
    return data[name];
  };
  const rows = async (slug: string) => (await ada.data(boardQuery, { slug })).event.leaderboard.rows;
  const scored = async (slug: string) => {
    const { submission } = await submitTo(ada, slug);
    await untilState(ada, submission.id, 'SCORED');
    return submission.id as string;
  };
  /** A fold that the fake worker holds until told. */
  const hold = () => {
    let finish: (outcome: FoldOutcome | undefined) => void = () => undefined;
    const held = new Promise<FoldOutcome | undefined>((resolve) => (finish = resolve));
    test.worker.script.fold = () => held;
    return (outcome?: FoldOutcome) => finish(outcome);
  };

  it('cancelling ends all folds at once, tells the workers, and drops what they report afterwards', async () => {
    const slug = await enter();
    const told: string[] = [];
    const { redis } = test.config;
    const listener = listenForCancelled(redis, {
      onCancelled: (jobId) => told.push(jobId),
      running: () => [],
      onError: assert.fail,
    });
    const finish = hold();
    const { submission } = await submitTo(ada, slug);
    const jobIds = submission.evaluation.foldRuns.map(({ id }: { id: string }) =>
      foldJobId({ foldRunId: id, attempt: 1 }),
    );
    await eventually(async () => test.worker.jobs.length > 0, 'a job is taken');
    const done = await act(ada, 'cancelSubmission', submission.id);
    assert.equal(done.refusal, null);
    assert.equal(done.submission.evaluation.state, 'CANCELLED');
    await eventually(async () => told.length === jobIds.length, 'workers are told');
    assert.deepEqual(told.toSorted(), jobIds.toSorted());
    finish(scoredFold(0.9));
    await eventually(async () => (await test.app.services.queues.folds.depth()) === 0, 'nothing waits');
    assert.equal((await act(ada, 'cancelSubmission', submission.id)).refusal.reason, 'ALREADY_DONE');
    assert.deepEqual(await actsOn(test, submission.id), [], 'a team’s own business');
    assert.equal((await untilState(ada, submission.id, 'CANCELLED')).evaluation.state, 'CANCELLED');
    listener.close();
  });

  it('the first failing fold cancels the others, unless the event wants all', async () => {
    test.worker.script.fold = ({ foldIndex }) => (foldIndex === 0 ? failedFold() : undefined);
    for (const stopsAtFirstFailure of [true, false]) {
      const slug = await enter({ stopsAtFirstFailure });
      const { submission } = await submitTo(ada, slug);
      const wanted = stopsAtFirstFailure ? 'TRAINING_ERROR' : 'RUNNING';
      const { evaluation } = await untilState(ada, submission.id, wanted);
      assert.equal(evaluation.foldRuns[1].state, stopsAtFirstFailure ? 'CANCELLED' : 'NEW');
      if (!stopsAtFirstFailure) await act(ada, 'cancelSubmission', submission.id);
    }
  });

  it('an evaluation that has used up its time fails with that reason', async () => {
    const slug = await enter({ evaluationTimeoutSeconds: 1 });
    test.worker.script.fold = ({ foldIndex }) => {
      const outcome = scoredFold(0.8);
      if (outcome.kind !== 'scored' || foldIndex !== 0) return undefined;
      return { ...outcome, usage: { ...outcome.usage, wallSeconds: 1.5 } };
    };
    const { submission } = await submitTo(ada, slug);
    const { evaluation } = await untilState(ada, submission.id, 'TRAINING_ERROR');
    assert.deepEqual([evaluation.failure.reason, evaluation.failure.foldIndex], ['TIMEOUT', 1]);
    assert.match(evaluation.failure.message, /limit of 1 s/);
  });

  it('withdrawing and disqualifying take it off the board, and an admin can take that back', async () => {
    const slug = await enter();
    const id = await scored(slug);
    assert.equal((await act(ada, 'withdrawSubmission', id, { note: 'a mistake' })).submission.standing, 'WITHDRAWN');
    assert.deepEqual(await rows(slug), []);
    assert.equal((await act(ada, 'withdrawSubmission', id)).refusal.reason, 'ALREADY_DONE');
    assert.equal((await act(admin, 'reinstateSubmission', id)).submission.standing, 'COUNTED');
    assert.equal((await rows(slug)).length, 1);
    assert.equal((await act(admin, 'disqualifySubmission', id)).refusal.field, 'note');
    const out = await act(admin, 'disqualifySubmission', id, { note: 'uses the labels' });
    assert.deepEqual([out.submission.standing, out.submission.standingNote], ['DISQUALIFIED', 'uses the labels']);
    assert.equal((await act(ada, 'withdrawSubmission', id)).refusal.reason, 'INVALID');
    assert.deepEqual(await rows(slug), []);
    const seen = await rival.data('query ($id: ID!) { submission(id: $id) { standing standingNote canCancel } }', {
      id,
    });
    assert.deepEqual(seen.submission, { standing: 'DISQUALIFIED', standingNote: null, canCancel: false });
  });

  it('withdrawing stops what still runs', async () => {
    const slug = await enter();
    const finish = hold();
    const { submission } = await submitTo(ada, slug);
    const done = await act(ada, 'withdrawSubmission', submission.id);
    assert.equal(done.submission.evaluation.state, 'CANCELLED');
    finish();
  });

  it('running again makes a new evaluation and keeps the old one with its scores', async () => {
    const slug = await enter();
    const id = await scored(slug);
    test.worker.script.fold = () => scoredFold(0.5);
    const again = await act(admin, 'rerunSubmission', id, { scope: 'ALL' });
    assert.equal(again.refusal, null);
    assert.equal(again.submission.evaluation.kind, 'RERUN');
    assert.equal(
      (await act(admin, 'rerunSubmission', id, { scope: 'UNSCORED' })).refusal?.reason ?? 'NOT_READY',
      'NOT_READY',
    );
    const { evaluation } = await untilState(ada, id, 'SCORED');
    assert.equal(evaluation.foldRuns[0].scores[0].value, 0.5);
    const stored = await test.app.orm.em
      .fork()
      .execute<{ n: number }[]>(
        'select count(s.id)::int as n from evaluation e join score s on s.evaluation_id = e.id where e.submission_id = ? group by e.id',
        [id],
      );
    assert.deepEqual(stored, [{ n: 16 }, { n: 16 }]);
    assert.equal((await act(admin, 'rerunSubmission', id, { scope: 'UNSCORED' })).refusal.reason, 'ALREADY_DONE');
    const finish = hold();
    await act(admin, 'rerunSubmission', id, { scope: 'ALL' });
    await act(admin, 'cancelSubmission', id);
    finish();
    const acts = ['rerunSubmission', 'rerunSubmission', 'cancelSubmission'];
    assert.deepEqual(await actsOn(test, id), acts, 'what was done, and nothing of what was refused');
  });

  it('running only what has no score takes over the rest, digit for digit', async () => {
    const slug = await enter({ stopsAtFirstFailure: false });
    test.worker.script.fold = ({ foldIndex }) => (foldIndex === 0 ? scoredFold(0.875) : failedFold());
    const { submission } = await submitTo(ada, slug);
    await untilState(ada, submission.id, 'TRAINING_ERROR');
    test.worker.script.fold = () => scoredFold(0.25);
    await act(admin, 'rerunSubmission', submission.id, { scope: 'UNSCORED' });
    const { evaluation } = await untilState(ada, submission.id, 'SCORED');
    assert.deepEqual(
      evaluation.foldRuns.map((run: Data) => run.scores.find(({ scoreType }: Data) => scoreType === 'acc').value),
      [0.875, 0.25],
    );
  });

  it('two admins who ask for a re-run at once get one', async () => {
    const slug = await enter();
    const id = await scored(slug);
    const answers = await Promise.all([1, 2, 3].map(() => act(admin, 'rerunSubmission', id, { scope: 'ALL' })));
    assert.equal(answers.filter(({ refusal }) => refusal === null).length, 1);
    await untilState(ada, id, 'SCORED');
  });

  it('is refused to whoever may not', async () => {
    const slug = await enter({ closesAt: new Date(test.clock.now().getTime() + 3_600_000).toISOString() });
    const id = await scored(slug);
    const codeOf = async (client: GraphqlClient, name: string, more: object = {}) =>
      act(client, name, id, more).then(
        () => null,
        (error: Error) => error.message,
      );
    const actions: [string, object][] = [
      ['cancelSubmission', {}],
      ['withdrawSubmission', {}],
      ['disqualifySubmission', { note: 'x' }],
      ['reinstateSubmission', {}],
      ['rerunSubmission', { scope: 'ALL' }],
    ];
    for (const [name, more] of actions) {
      assert.match((await codeOf(rival, name, more)) ?? '', /may not/, `${name} by a rival`);
      assert.match((await codeOf(test.client(), name, more)) ?? '', /Sign in/, `${name} by nobody`);
    }
    for (const [name, more] of actions.slice(2)) assert.match((await codeOf(ada, name, more)) ?? '', /may not/, name);
    test.clock.advance(7200);
    assert.match((await codeOf(ada, 'withdrawSubmission')) ?? '', /may not/, 'once closed the result is final');
  });
});
