import assert from 'node:assert/strict';
import type { RescoringOutcome } from '@databoard/shared/rescored-evaluation';
import { handleReports } from '../report.consumer.js';
import { sweep } from '../sweep.js';
import { rescored, scoredBag, scoredFold } from '../testing/fake-worker.js';
import type { Data } from '../testing/graphql-client.js';
import { rescoringScene, sha } from '../testing/rescoring-scene.js';
import { submissionQuery, submitTo, untilState } from '../testing/scenario.js';
import { eventually } from '../testing/test-app.js';

describe('rescoring as work', () => {
  const on = rescoringScene();
  const { scene, participant, scored, start, started, until, read, end, board, history, sql, sweepLater, attemptsOf } =
    on;

  it('takes in what ends while it is open, and is not ready until that is scored, too', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    await scored(ada, slug, 0.75);
    const { id } = await started(slug, two);
    await scored(ada, slug, 0.5);
    let finish: (outcome: RescoringOutcome) => void = () => undefined;
    on.test.worker.script.rescore = () => new Promise((resolve) => (finish = resolve));
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
    on.test.worker.script.fold = async () => {
      await isFree;
      return { ...scoredFold(0.625), predictions: { train, test: sha('test') } } as never;
    };
    on.test.worker.script.bag = () => scoredBag(0.625);
    const { submission } = await submitTo(bob, slug);
    const ready = await started(slug, two);
    assert.deepEqual([ready.doneCount, ready.unfinishedCount], [1, 1]);
    await end('applyRescoring', ready.id);
    finish();
    await untilState(bob, submission.id, 'SCORED');
    // Predictions that the new version cannot score are a result like any other.
    on.results.set(train, {
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

  it('leaves alone an evaluation that a newer one has replaced', async () => {
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

  it('drops reports of other attempts, unknown ids, and those that come again', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    await scored(ada, slug, 0.75, rescored(0.25));
    const { id } = await started(slug, two);
    const [row] = await sql('select id from rescored_evaluation where rescoring_id = ?', [id]);
    const send = (rescoredEvaluationId: string, attempt: number, outcome: RescoringOutcome) =>
      handleReports([{ kind: 'rescored', rescoredEvaluationId, attempt, worker: 'late', outcome }], {
        ...on.test.app.services,
        em: on.test.app.orm.em,
      });
    await send(row.id, 1, rescored(0.75));
    await send(row.id, 2, rescored(0.75));
    await send(crypto.randomUUID(), 1, rescored(0.75));
    await send(row.id, 1, { kind: 'refused', message: 'late' });
    assert.equal((await read(id)).comparison.rows[0].after.publicScore, 0.25);
    await end('applyRescoring', id);
    await send(row.id, 1, rescored(0.75));
    assert.equal((await board(slug))[0].scores[0].value, 0.25);

    // While it waits, only the attempt that is out counts.
    on.test.worker.script.rescore = () => undefined;
    const further = await scene();
    await scored(await participant(further.slug), further.slug, 0.75);
    const waiting = (await start(further.slug, further.two)).rescoring;
    await eventually(async () => (await attemptsOf(waiting.id)).length === 1, 'the first attempt is taken');
    const [silent] = await sql('select id from rescored_evaluation where rescoring_id = ?', [waiting.id]);
    await send(silent?.id, 2, rescored(0.25));
    assert.equal((await read(waiting.id)).state, 'COMPUTING');
    await eventually(async () => {
      await sweepLater();
      return (await attemptsOf(waiting.id)).length >= 2;
    }, 'the second attempt is taken');
    await send(silent?.id, 1, rescored(0.25));
    assert.equal((await read(waiting.id)).state, 'COMPUTING');
  });

  it('sends lost and unsent jobs again, and results that lack something', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    await scored(ada, slug, 0.75);
    on.test.worker.script.rescore = ({ attempt }) => {
      if (attempt === 1) return undefined;
      if (attempt === 2) return rescored(0.5, 1);
      if (attempt === 3)
        return { ...rescored(0.5), result: { ...(rescored(0.5) as Data).result, bagged: null } } as never;
      return rescored(0.125);
    };
    const { rescoring } = await start(slug, two);
    const ready = await until(rescoring.id, 'READY', sweepLater);
    // A job that ends before its sending is written down may be sent once more; its report is then dropped.
    assert.deepEqual([...new Set(await attemptsOf(rescoring.id))], [1, 2, 3, 4]);
    assert.equal(ready.comparison.rows[0].after.publicScore, 0.125);
    await end('dropRescoring', rescoring.id);

    on.test.worker.script.rescore = () => rescored(0.125);
    const { rescores } = on.test.app.services.queues;
    const sendReally = rescores.send;
    rescores.send = () => Promise.reject(new Error('Redis is away'));
    const unsent = (await start(slug, two)).rescoring;
    await eventually(
      async () => on.test.logged.some(({ msg }) => msg.startsWith('rescore jobs were not sent')),
      'a line',
    );
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

  it('ends with every submission judged by the event’s version, when it is applied in the middle of live work', async function () {
    this.timeout(60_000);
    const { one, two, slug } = await scene();
    const another = await on.test.startAnother();
    const values = new Map<string, number>();
    for (const [id, value] of [
      [one, 0.25],
      [two, 0.75],
    ] as const) {
      const [version] = await sql('select kit_digest from problem_version where id = ?', [id]);
      values.set(version?.kit_digest, value);
    }
    const value = ({ problem }: { problem: { kitDigest: string } }) => values.get(problem.kitDigest) ?? Number.NaN;
    on.test.worker.script.fold = (job) => scoredFold(value(job));
    on.test.worker.script.bag = (job) => scoredBag(value(job));
    on.test.worker.script.rescore = (job) => rescored(value(job));

    const teams = await Promise.all(Array.from({ length: 3 }, () => participant(slug)));
    const submitting = Promise.all(
      teams.map(async (client) => {
        for (let count = 0; count < 4; count++) assert.equal((await submitTo(client, slug)).refusal, null);
      }),
    );
    const sweepBoth = () =>
      Promise.all([sweepLater(), sweep({ ...another.services, em: another.orm.em })]).then(() => undefined);
    for (const version of [two, one, two]) {
      const { rescoring, refusal } = await start(slug, version);
      assert.equal(refusal, null, JSON.stringify(refusal));
      const applied = await eventually(async () => {
        await sweepBoth();
        const ended = await end('applyRescoring', rescoring.id);
        return ended.refusal === null ? ended.rescoring : null;
      }, 'it is applied');
      assert.equal(applied.state, 'APPLIED');
    }
    await submitting;
    const judged = await eventually(async () => {
      await sweepBoth();
      const rows = await sql(
        `select e.state, e.problem_version_id as version, s.value, count(*)::int as count
           from evaluation e join submission on submission.id = e.submission_id
           join participation p on p.id = submission.participation_id join event ev on ev.id = p.event_id
           left join score s on s.evaluation_id = e.id and s.score_type = 'acc' and s.step = 'valid'
          where ev.slug = ? and e.is_current group by 1, 2, 3`,
        [slug],
      );
      return rows.length === 1 && rows[0]?.state === 'SCORED' && rows[0]?.version === two ? rows : null;
    }, 'all are scored by version two');
    // 12 submissions of two folds and a bag each.
    assert.deepEqual(judged, [{ state: 'SCORED', version: two, value: 0.75, count: 12 * 3 }]);
    assert.deepEqual(
      on.test.logged.filter(({ level }) => level >= 50),
      [],
    );
  });
});
