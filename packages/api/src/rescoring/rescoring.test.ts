import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { RescoringOutcome } from '@databoard/shared/rescored-evaluation';
import { handleReport } from '../report.consumer.js';
import { sweep } from '../sweep.js';
import { description, failedFold, rescored, scoredBag, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import {
  boardQuery,
  join,
  kit,
  newAdmin,
  newUser,
  openEvent,
  publishReady,
  submissionQuery,
  submitTo,
  untilState,
} from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const judging = '{ state publicScore privateScore publicRank privateRank }';
const fields = `id state note message createdAt endedAt waitingCount doneCount failedCount withoutPredictionsCount
  unfinishedCount requestedBy { username } endedBy { username } fromVersion { number } toVersion { number }
  comparison { rowCount scoreChanges rankChanges losses rows {
    id teamName submissionName state isScoreChanged isRankChanged message before ${judging} after ${judging} } }`;
const startMutation = `mutation ($input: StartRescoringInput!) {
  startRescoring(input: $input) { rescoring { ${fields} } refusal { reason field message } } }`;
const endMutation = (name: 'applyRescoring' | 'dropRescoring') => `mutation ($id: ID!) {
  ${name}(id: $id) { rescoring { ${fields} } refusal { reason message } } }`;
const readQuery = `query ($id: ID!) { rescoring(id: $id) { ${fields} } }`;
const historyQuery = `query ($id: ID!) { submission(id: $id) {
  officialScore evaluation { id } evaluations {
    id state isCurrent problemVersion { number } baggedScores { scoreType step value }
    failure { reason message } foldRuns { state attempt trainSeconds peakMemoryMiB scores { scoreType step value } } } } }`;
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe('rescoring', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  // Each test sweeps when it wants to, with a clock moved past the time that rows may stay untouched.
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test, 'root');
  });
  after(() => test.close());

  /** What each submission scores, by the digest of its predictions: before, and under the new version. */
  let results: Map<string, RescoringOutcome | undefined>;
  beforeEach(() => {
    results = new Map();
    test.worker.script.fold = () => scoredFold(0.8);
    test.worker.script.rescore = ({ folds }) => results.get(folds[0]?.train ?? '') ?? rescored(0.5, folds.length);
  });

  let kits = 0;
  /** An event on version 1 of a problem that has a version 2. */
  const scene = async () => {
    const name = `rescored-${++kits}`;
    const one = await publishReady(admin, { name, files: { ...kit, 'problem.py': `# ${name} 1` } });
    const two = await publishReady(admin, { name, files: { ...kit, 'problem.py': `# ${name} 2` } });
    return { one, two, name, slug: await openEvent(test, admin, { problemVersionId: one }) };
  };
  const participant = async (slug: string) => {
    const client = await newUser(test);
    await join(client, slug);
    return client;
  };
  /** A submission that scores `value`, and `then` under the new version. */
  const scored = async (
    client: GraphqlClient,
    slug: string,
    value: number,
    anew?: RescoringOutcome,
  ): Promise<string> => {
    const train = sha(`${slug} ${value}`);
    results.set(train, anew);
    test.worker.script.fold = () => ({ ...scoredFold(value), predictions: { train, test: sha('test') } }) as never;
    test.worker.script.bag = () => scoredBag(value);
    const { submission } = await submitTo(client, slug);
    await untilState(client, submission.id, 'SCORED');
    return submission.id;
  };
  const start = async (slug: string, problemVersionId: string, note = 'Two labels were wrong.') =>
    (await admin.data(startMutation, { input: { eventSlug: slug, problemVersionId, note } })).startRescoring;
  const read = async (id: string): Promise<Data> => (await admin.data(readQuery, { id })).rescoring;
  const end = async (name: 'applyRescoring' | 'dropRescoring', id: string) =>
    (await admin.data(endMutation(name), { id }))[name];
  const board = async (slug: string) => (await admin.data(boardQuery, { slug })).event.leaderboard.rows;
  const history = async (client: GraphqlClient, id: string) => (await client.data(historyQuery, { id })).submission;
  const sql = (text: string, values: unknown[] = []) => test.app.orm.em.fork().execute<Data[]>(text, values);
  const sweepLater = async () => {
    test.clock.advance(4);
    await sweep({ ...test.app.services, em: test.app.orm.em });
  };
  const until = (id: string, state: string, meanwhile: () => Promise<void> = async () => {}) =>
    eventually(async () => {
      await meanwhile();
      const rescoring = await read(id);
      return rescoring.state === state ? rescoring : null;
    }, `the rescoring is ${state}`);
  const started = async (slug: string, version: string, state = 'READY') => {
    const { rescoring, refusal } = await start(slug, version);
    assert.equal(refusal, null, JSON.stringify(refusal));
    return until(rescoring.id, state);
  };
  const attemptsOf = async (id: string) => {
    const rows = await sql('select id from rescored_evaluation where rescoring_id = ?', [id]);
    const ids = rows.map((row) => row.id);
    return test.worker.rescores.filter((job) => ids.includes(job.rescoredEvaluationId)).map(({ attempt }) => attempt);
  };

  it('shows every change first, then becomes the event’s scores; the old judgings stay', async () => {
    const { one, two, slug } = await scene();
    const [ada, bob] = [await participant(slug), await participant(slug)];
    const first = await scored(ada, slug, 0.75, rescored(0.25));
    const second = await scored(bob, slug, 0.625, rescored(0.875));
    const before = await board(slug);
    const { id } = (await start(slug, two)).rescoring;
    const ready = await until(id, 'READY');
    assert.deepEqual(
      [ready.note, ready.waitingCount, ready.doneCount, ready.failedCount, ready.requestedBy.username, ready.endedBy],
      ['Two labels were wrong.', 0, 2, 0, 'root', null],
    );
    assert.deepEqual([ready.fromVersion.number, ready.toVersion.number], [1, 2]);
    const { rows, ...totals } = ready.comparison;
    assert.deepEqual(totals, { rowCount: 2, scoreChanges: 2, rankChanges: 2, losses: 0 });
    assert.deepEqual(
      rows.map((row: Data) => [row.id, row.before, row.after]),
      [
        [
          second,
          { state: 'SCORED', publicScore: 0.625, privateScore: 0.625, publicRank: 2, privateRank: 2 },
          { state: 'SCORED', publicScore: 0.875, privateScore: 0.875, publicRank: 1, privateRank: 1 },
        ],
        [
          first,
          { state: 'SCORED', publicScore: 0.75, privateScore: 0.75, publicRank: 1, privateRank: 1 },
          { state: 'SCORED', publicScore: 0.25, privateScore: 0.25, publicRank: 2, privateRank: 2 },
        ],
      ],
    );
    // So far nothing has changed for anyone.
    assert.deepEqual(await board(slug), before);
    assert.equal((await history(ada, first)).evaluations.length, 1);

    const listener = ada.subscribe(`subscription ($id: ID!) { submissionChanged(id: $id) { officialScore } }`, {
      id: first,
    });
    await listener.until((data) => data?.submissionChanged.officialScore === 0.75);
    const applied = await end('applyRescoring', id);
    assert.deepEqual(
      [applied.refusal, applied.rescoring.state, applied.rescoring.endedBy.username],
      [null, 'APPLIED', 'root'],
    );
    assert.notEqual(applied.rescoring.endedAt, null);
    await listener.until((data) => data?.submissionChanged.officialScore === 0.25);
    await listener.close();
    assert.deepEqual(
      (await board(slug)).map((row: Data) => [row.id, row.rank, row.scores[0].value, row.scores[0].mean]),
      [
        [second, 1, 0.875, 0.875],
        [first, 2, 0.25, 0.25],
      ],
    );
    // What the comparison shows is still what was decided on.
    assert.deepEqual((await read(id)).comparison, ready.comparison);

    const { officialScore, evaluation, evaluations } = await history(ada, first);
    assert.equal(officialScore, 0.25);
    const [now, then] = evaluations;
    assert.deepEqual([evaluations.length, evaluation.id], [2, now.id]);
    assert.deepEqual([now.isCurrent, now.problemVersion.number, now.state], [true, 2, 'SCORED']);
    assert.deepEqual([then.isCurrent, then.problemVersion.number, then.state], [false, 1, 'SCORED']);
    const ofFold = (evaluation: Data) => evaluation.foldRuns.map(({ scores, ...run }: Data) => run);
    assert.deepEqual(ofFold(now), ofFold(then));
    const values = (evaluation: Data) => evaluation.foldRuns.map(({ scores }: Data) => scores[0].value);
    assert.deepEqual(
      [values(now), values(then)],
      [
        [0.25, 0.25],
        [0.75, 0.75],
      ],
    );
    assert.deepEqual(then.baggedScores[0], { scoreType: 'acc', step: 'valid', value: 0.75 });
    const [copied] = await sql(
      `select count(distinct (train_prediction_digest, test_prediction_digest))::int as n, count(*)::int as runs
         from fold_run where evaluation_id = any(?::uuid[])`,
      [`{${now.id},${then.id}}`],
    );
    assert.deepEqual(copied, { n: 1, runs: 4 });

    // From here on submissions are judged by the new version.
    const jobs = test.worker.jobs.length;
    await scored(bob, slug, 0.5);
    const kitOf = async (version: string) =>
      (await sql('select kit_digest from problem_version where id = ?', [version]))[0]?.kit_digest;
    assert.equal((test.worker.jobs[jobs] as Data).problem.kitDigest, await kitOf(two));
    assert.notEqual(await kitOf(one), await kitOf(two));
    assert.equal(test.worker.rescores.at(-1)?.problem.kitDigest, await kitOf(two));
    // And a further rescoring takes it from there.
    assert.equal((await start(slug, one)).rescoring.fromVersion.number, 2);
  });

  it('changes nothing when it is dropped, and is over then', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    const submission = await scored(ada, slug, 0.75, rescored(0.25));
    const { id } = await started(slug, two);
    const dropped = await end('dropRescoring', id);
    assert.deepEqual([dropped.rescoring.state, dropped.rescoring.endedBy.username], ['DROPPED', 'root']);
    assert.equal((await board(slug))[0].scores[0].value, 0.75);
    assert.equal((await history(ada, submission)).evaluations.length, 1);
    for (const name of ['applyRescoring', 'dropRescoring'] as const) {
      assert.equal((await end(name, id)).refusal.reason, 'ALREADY_DONE');
    }
    await scored(ada, slug, 0.8125);
    await sweepLater();
    assert.deepEqual(await attemptsOf(id), [1]);
    assert.equal((await started(slug, two)).doneCount, 2);
  });

  it('is for site admins, and so is all that it tells', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    const submission = await scored(ada, slug, 0.75);
    const { id } = await started(slug, two);
    const input = { eventSlug: slug, problemVersionId: two, note: 'x' };
    for (const [client, code] of [
      [ada, 'FORBIDDEN'],
      [test.client(), 'UNAUTHENTICATED'],
    ] as const) {
      assert.equal(await client.errorCode(startMutation, { input }), code);
      assert.equal(await client.errorCode(readQuery, { id }), code);
      assert.equal(await client.errorCode(endMutation('applyRescoring'), { id }), code);
      assert.equal(await client.errorCode(endMutation('dropRescoring'), { id }), code);
    }
    const ofEvent = `query ($slug: String!) { event(slug: $slug) { rescorings { id } } }`;
    assert.deepEqual((await ada.data(ofEvent, { slug })).event.rescorings, []);
    assert.deepEqual((await admin.data(ofEvent, { slug })).event.rescorings, [{ id }]);
    assert.equal((await history(ada, submission)).evaluations.length, 1);
    assert.deepEqual((await history(await participant(slug), submission)).evaluations, []);
    assert.equal(await admin.errorCode(endMutation('applyRescoring'), { id: 'nonsense' }), 'NOT_FOUND');
    assert.equal(await admin.errorCode(endMutation('dropRescoring'), { id: crypto.randomUUID() }), 'NOT_FOUND');
    assert.equal((await admin.data(readQuery, { id: crypto.randomUUID() })).rescoring, null);
  });

  it('is refused as data when the version or the note will not do, or while another is open', async () => {
    const { one, two, slug, name } = await scene();
    const other = await scene();
    const refusalOf = async (version: string, note?: string) => {
      const { rescoring, refusal } = await start(slug, version, note);
      assert.equal(rescoring, null);
      return [refusal.reason, refusal.field];
    };
    assert.deepEqual(await refusalOf(one), ['INVALID', 'problemVersionId']);
    assert.deepEqual(await refusalOf(other.two), ['INVALID', 'problemVersionId']);
    assert.deepEqual(await refusalOf(two, ' \n'), ['INVALID', 'note']);
    assert.deepEqual(await refusalOf(two, 'x'.repeat(2001)), ['TOO_LARGE', 'note']);
    test.worker.script.kit = () => ({ kind: 'described', description: { ...description, foldsDigest: sha('other') } });
    const files = { ...kit, 'problem.py': `# ${name} 3` };
    assert.deepEqual(await refusalOf(await publishReady(admin, { name, files })), ['INVALID', 'problemVersionId']);
    test.worker.script.kit = () => ({ kind: 'described', description });
    const input = { eventSlug: slug, problemVersionId: crypto.randomUUID(), note: 'x' };
    assert.equal(await admin.errorCode(startMutation, { input }), 'NOT_FOUND');
    assert.equal(await admin.errorCode(startMutation, { input: { ...input, eventSlug: 'none' } }), 'NOT_FOUND');

    // Nothing to score is nothing to wait for; of two that start at once, one does.
    const both = await Promise.all([start(slug, two), start(slug, two)]);
    const [opened] = both.flatMap(({ rescoring }) => rescoring ?? []);
    assert.equal(opened.state, 'READY');
    assert.deepEqual(
      both.flatMap(({ refusal }) => refusal?.reason ?? []),
      ['ALREADY_DONE'],
    );
    assert.deepEqual(await refusalOf(two), ['ALREADY_DONE', 'eventSlug']);
    assert.equal((await end('applyRescoring', opened.id)).rescoring.state, 'APPLIED');
    assert.deepEqual(await refusalOf(two), ['INVALID', 'problemVersionId']);
  });

  it('is applied or dropped once, however many ask at once', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    const submission = await scored(ada, slug, 0.75, rescored(0.25));
    const { id } = await started(slug, two);
    const ends = await Promise.all([
      end('applyRescoring', id),
      end('dropRescoring', id),
      end('applyRescoring', id),
      end('dropRescoring', id),
    ]);
    assert.equal(ends.filter(({ refusal }) => refusal === null).length, 1);
    const { state } = await read(id);
    const { evaluations } = await history(ada, submission);
    assert.equal(evaluations.length, state === 'APPLIED' ? 2 : 1);
    assert.equal((await board(slug))[0].scores[0].value, state === 'APPLIED' ? 0.25 : 0.75);
  });

  it('takes in what ends while it is open, and is not ready until that is scored, too', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    await scored(ada, slug, 0.75);
    const { id } = await started(slug, two);
    await scored(ada, slug, 0.5);
    let finish: (outcome: RescoringOutcome) => void = () => undefined;
    test.worker.script.rescore = () => new Promise((resolve) => (finish = resolve));
    await sweepLater();
    const computing = await read(id);
    assert.deepEqual([computing.state, computing.waitingCount, computing.doneCount], ['COMPUTING', 1, 1]);
    const waiting = computing.comparison.rows.find((row: Data) => row.state === 'WAITING');
    assert.deepEqual([waiting.after, waiting.before.publicScore], [null, 0.5]);
    assert.equal((await end('applyRescoring', id)).refusal.reason, 'NOT_READY');
    await eventually(async () => (await attemptsOf(id)).length === 2, 'the second job is taken');
    finish(rescored(0.125));
    assert.equal((await until(id, 'READY')).doneCount, 2);
  });

  it('lets what ends after it was applied follow by itself', async () => {
    const { two, slug } = await scene();
    const [ada, bob] = [await participant(slug), await participant(slug)];
    await scored(ada, slug, 0.75, rescored(0.25));
    const train = sha('late');
    let finish: () => void = () => undefined;
    const isFree = new Promise<void>((resolve) => (finish = resolve));
    test.worker.script.fold = async () => {
      await isFree;
      return { ...scoredFold(0.625), predictions: { train, test: sha('test') } } as never;
    };
    test.worker.script.bag = () => scoredBag(0.625);
    const { submission } = await submitTo(bob, slug);
    const ready = await started(slug, two);
    assert.deepEqual([ready.doneCount, ready.unfinishedCount], [1, 1]);
    await end('applyRescoring', ready.id);
    finish();
    await untilState(bob, submission.id, 'SCORED');
    // Predictions that the new version cannot score are a result like any other.
    results.set(train, {
      kind: 'rescored',
      result: {
        folds: [0, 1].map((fold) =>
          fold === 0
            ? (rescored(0.5) as Data).result.folds[0]
            : {
                kind: 'submission-failed',
                failure: {
                  state: 'VALIDATING_ERROR',
                  reason: 'BAD_PREDICTIONS',
                  message: '3 of 40 predicted values are NaN or infinite.',
                  exceptionMessage: null,
                  frames: [],
                },
              },
        ),
        bagged: null,
      },
    });
    await sweepLater();
    const judged = await eventually(async () => {
      const found = await history(bob, submission.id);
      return found.evaluations.length === 2 ? found : null;
    }, 'the late one is judged again');
    const [now, then] = judged.evaluations;
    assert.deepEqual([judged.officialScore, now.state, then.state], [null, 'VALIDATING_ERROR', 'SCORED']);
    assert.deepEqual(now.failure, {
      reason: 'BAD_PREDICTIONS',
      message: '3 of 40 predicted values are NaN or infinite.',
    });
    assert.deepEqual(
      now.foldRuns.map(({ state, scores }: Data) => [state, scores.length]),
      [
        ['SCORED', 4],
        ['VALIDATING_ERROR', 0],
      ],
    );
    assert.equal((await board(slug)).length, 1);
    // Once is enough.
    await sweepLater();
    assert.equal((await attemptsOf(ready.id)).length, 2);
    const { comparison } = await read(ready.id);
    assert.deepEqual([comparison.losses, comparison.rowCount], [1, 2]);
    assert.match(comparison.rows.find((row: Data) => row.id === submission.id).message, /NaN/);
  });

  it('leaves alone a judging that a newer one has replaced', async () => {
    const { one, two, slug } = await scene();
    const ada = await participant(slug);
    const submission = await scored(ada, slug, 0.75);
    const { id } = await started(slug, two);
    const [{ id: replaced }] = (await history(ada, submission)).evaluations;
    await sql('update evaluation set is_current = false where id = ?', [replaced]);
    await sql(
      `insert into evaluation (id, submission_id, problem_version_id, created_at, state)
       values (gen_random_uuid(), ?, ?, now(), 'CANCELLED')`,
      [submission, one],
    );
    await end('applyRescoring', id);
    const { evaluations } = await history(ada, submission);
    assert.deepEqual(evaluations.map(({ state, isCurrent }: Data) => [state, isCurrent]).sort(), [
      ['CANCELLED', true],
      ['SCORED', false],
    ]);
  });

  it('carries scores that are not finite, and leaves what has no predictions as it is', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.1 + 0.2];
    const submissions = [];
    for (const [index, value] of values.entries()) {
      submissions.push(await scored(ada, slug, 0.5 + index / 100, rescored(value)));
    }
    await scored(ada, slug, Number.NaN, rescored(Number.NaN));
    test.worker.script.fold = () => failedFold();
    const { submission } = await submitTo(ada, slug);
    await untilState(ada, submission.id, 'TRAINING_ERROR');
    const { id, withoutPredictionsCount, unfinishedCount } = await started(slug, two);
    assert.deepEqual([withoutPredictionsCount, unfinishedCount], [1, 0]);
    const { comparison } = await read(id);
    assert.deepEqual([comparison.rowCount, comparison.scoreChanges], [5, 4]);
    await end('applyRescoring', id);
    for (const [index, value] of values.entries()) {
      const rows = await sql(
        `select s.value from score s join evaluation e on e.id = s.evaluation_id
          where e.submission_id = ? and e.is_current and s.score_type = 'acc'`,
        [submissions[index]],
      );
      assert.equal(rows.length, 2 * 3 + 2);
      assert.ok(
        rows.every((row) => Object.is(row.value, value)),
        JSON.stringify(rows),
      );
    }
    const { evaluations } = await history(ada, submission.id);
    assert.deepEqual(
      evaluations.map(({ state, problemVersion }: Data) => [state, problemVersion.number]),
      [['TRAINING_ERROR', 1]],
    );
  });

  it('compares by the mean over folds where a version ranks so', async () => {
    const name = 'rescored-mean';
    const one = await publishReady(admin, { name, files: { ...kit, 'problem.py': `# ${name} 1` } });
    const mean = { ...description, leaderboardScoreKind: 'mean' as const };
    test.worker.script.kit = () => ({ kind: 'described', description: mean });
    const two = await publishReady(admin, { name, files: { ...kit, 'problem.py': `# ${name} 2` } });
    test.worker.script.kit = () => ({ kind: 'described', description });
    const slug = await openEvent(test, admin, { problemVersionId: one });
    const [low, high] = [rescored(0.25) as Data, rescored(0.75) as Data];
    const folds = [low.result.folds[0], high.result.folds[0]];
    await scored(await participant(slug), slug, 0.875, { kind: 'rescored', result: { ...high.result, folds } });
    const { comparison } = await started(slug, two);
    const [row] = comparison.rows;
    assert.deepEqual([row.before.publicScore, row.after.publicScore, row.after.privateScore], [0.875, 0.5, 0.5]);
  });

  it('drops reports of other attempts, unknown ids, and those that come again', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    await scored(ada, slug, 0.75, rescored(0.25));
    const { id } = await started(slug, two);
    const [row] = await sql('select id from rescored_evaluation where rescoring_id = ?', [id]);
    const send = (rescoredEvaluationId: string, attempt: number, outcome: RescoringOutcome) =>
      handleReport(
        { kind: 'rescored', rescoredEvaluationId, attempt, worker: 'late', outcome },
        { ...test.app.services, em: test.app.orm.em },
      );
    await send(row.id, 1, rescored(0.75));
    await send(row.id, 2, rescored(0.75));
    await send(crypto.randomUUID(), 1, rescored(0.75));
    await send(row.id, 1, { kind: 'refused', message: 'late' });
    assert.equal((await read(id)).comparison.rows[0].after.publicScore, 0.25);
    await end('applyRescoring', id);
    await send(row.id, 1, rescored(0.75));
    assert.equal((await board(slug))[0].scores[0].value, 0.25);
  });

  it('sends lost and unsent jobs again, and results that lack something', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    await scored(ada, slug, 0.75);
    test.worker.script.rescore = ({ attempt }) => {
      if (attempt === 1) return undefined;
      if (attempt === 2) return rescored(0.5, 1);
      if (attempt === 3)
        return { ...rescored(0.5), result: { ...(rescored(0.5) as Data).result, bagged: null } } as never;
      return rescored(0.125);
    };
    const { rescoring } = await start(slug, two);
    const ready = await until(rescoring.id, 'READY', sweepLater);
    assert.deepEqual(await attemptsOf(rescoring.id), [1, 2, 3, 4]);
    assert.equal(ready.comparison.rows[0].after.publicScore, 0.125);
    await end('dropRescoring', rescoring.id);

    test.worker.script.rescore = () => rescored(0.125);
    const { rescores } = test.app.services.queues;
    const sendReally = rescores.send;
    rescores.send = () => Promise.reject(new Error('Redis is away'));
    const unsent = (await start(slug, two)).rescoring;
    await eventually(async () => test.logged.some(({ msg }) => msg.startsWith('rescore jobs were not sent')), 'a line');
    rescores.send = sendReally;
    await until(unsent.id, 'READY', sweepLater);
    assert.deepEqual(await attemptsOf(unsent.id), [1]);
  });

  it('gives up on one after enough faults; applied, that is the platform’s fault', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    const submission = await scored(ada, slug, 0.75, { kind: 'platform-failed', detail: 'an artifact is gone' });
    const { rescoring } = await start(slug, two);
    const { id, failedCount, comparison } = await until(rescoring.id, 'READY', sweepLater);
    assert.deepEqual(await attemptsOf(id), [1, 2, 3, 4]);
    assert.deepEqual([failedCount, comparison.losses, comparison.rows[0].message], [1, 1, 'an artifact is gone']);
    await end('applyRescoring', id);
    const { evaluations } = await history(ada, submission);
    assert.deepEqual(
      evaluations.map(({ state, baggedScores }: Data) => [state, baggedScores.length]),
      [
        ['CHECKING_ERROR', 0],
        ['SCORED', 2],
      ],
    );
    const { submission: shown } = await ada.data(submissionQuery, { id: submission });
    assert.equal(shown.evaluation.state, 'CHECKING_ERROR');
  });

  it('fails when the kit cannot be read any more, and another may be started', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    await scored(ada, slug, 0.75, { kind: 'refused', message: 'no module named colour' });
    const failed = await started(slug, two, 'FAILED');
    assert.match(failed.message, /cannot be read any more: no module named colour/);
    assert.equal((await end('applyRescoring', failed.id)).refusal.reason, 'ALREADY_DONE');
    assert.equal((await start(slug, two)).refusal, null);
  });
});
