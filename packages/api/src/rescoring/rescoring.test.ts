import assert from 'node:assert/strict';
import { description, failedFold, rescored } from '../testing/fake-worker.js';
import type { Data } from '../testing/graphql-client.js';
import { endMutation, readQuery, rescoringScene, sha, startMutation } from '../testing/rescoring-scene.js';
import { kit, openEvent, publishReady, submitTo, untilState } from '../testing/scenario.js';
import { eventually } from '../testing/test-app.js';

describe('rescoring', () => {
  const on = rescoringScene();
  const {
    scene,
    participant,
    scored,
    start,
    started,
    until,
    read,
    end,
    board,
    history,
    sql,
    sweepLater,
    attemptsOf,
    actsOn,
  } = on;

  it('shows every change first, then becomes the event’s scores; the old evaluations stay', async () => {
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
    assert.deepEqual(await actsOn(id), ['startRescoring', 'applyRescoring']);
    const looks = `select from audit_entry a join event e on e.id = a.event_id where a.act = 'viewHiddenScores' and e.slug = ?`;
    await eventually(async () => (await sql(looks, [slug])).length === 1, 'comparing shows private scores');
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
    const jobs = on.test.worker.jobs.length;
    await scored(bob, slug, 0.5);
    const kitOf = async (version: string) =>
      (await sql('select kit_digest from problem_version where id = ?', [version]))[0]?.kit_digest;
    assert.equal((on.test.worker.jobs[jobs] as Data).problem.kitDigest, await kitOf(two));
    assert.notEqual(await kitOf(one), await kitOf(two));
    assert.equal(on.test.worker.rescores.at(-1)?.problem.kitDigest, await kitOf(two));
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
    assert.deepEqual(await actsOn(id), ['startRescoring', 'dropRescoring']);
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
      [on.test.client(), 'UNAUTHENTICATED'],
    ] as const) {
      assert.equal(await client.errorCode(startMutation, { input }), code);
      assert.equal(await client.errorCode(readQuery, { id }), code);
      assert.equal(await client.errorCode(endMutation('applyRescoring'), { id }), code);
      assert.equal(await client.errorCode(endMutation('dropRescoring'), { id }), code);
    }
    const ofEvent = `query ($slug: String!) { event(slug: $slug) { rescorings { id } } }`;
    assert.deepEqual((await ada.data(ofEvent, { slug })).event.rescorings, []);
    assert.deepEqual((await on.admin.data(ofEvent, { slug })).event.rescorings, [{ id }]);
    assert.equal((await history(ada, submission)).evaluations.length, 1);
    assert.deepEqual((await history(await participant(slug), submission)).evaluations, []);
    assert.equal(await on.admin.errorCode(endMutation('applyRescoring'), { id: 'nonsense' }), 'NOT_FOUND');
    assert.equal(await on.admin.errorCode(endMutation('dropRescoring'), { id: crypto.randomUUID() }), 'NOT_FOUND');
    assert.equal((await on.admin.data(readQuery, { id: crypto.randomUUID() })).rescoring, null);
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
    on.test.worker.script.kit = () => ({
      kind: 'described',
      description: { ...description, foldsDigest: sha('other') },
    });
    const files = { ...kit, 'problem.py': `# ${name} 3` };
    assert.deepEqual(await refusalOf(await publishReady(on.admin, { name, files })), ['INVALID', 'problemVersionId']);
    on.test.worker.script.kit = () => ({ kind: 'described', description });
    const input = { eventSlug: slug, problemVersionId: crypto.randomUUID(), note: 'x' };
    assert.equal(await on.admin.errorCode(startMutation, { input }), 'NOT_FOUND');
    assert.equal(await on.admin.errorCode(startMutation, { input: { ...input, eventSlug: 'none' } }), 'NOT_FOUND');

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

  it('carries scores that are not finite, and leaves what has no predictions as it is', async () => {
    const { two, slug } = await scene();
    const ada = await participant(slug);
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.1 + 0.2];
    const submissions = [];
    for (const [index, value] of values.entries()) {
      submissions.push(await scored(ada, slug, 0.5 + index / 100, rescored(value)));
    }
    await scored(ada, slug, Number.NaN, rescored(Number.NaN));
    on.test.worker.script.fold = () => failedFold();
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
    const one = await publishReady(on.admin, { name, files: { ...kit, 'problem.py': `# ${name} 1` } });
    const mean = { ...description, leaderboardScoreKind: 'mean' as const };
    on.test.worker.script.kit = () => ({ kind: 'described', description: mean });
    const two = await publishReady(on.admin, { name, files: { ...kit, 'problem.py': `# ${name} 2` } });
    on.test.worker.script.kit = () => ({ kind: 'described', description });
    const slug = await openEvent(on.test, on.admin, { problemVersionId: one });
    const [low, high] = [rescored(0.25) as Data, rescored(0.75) as Data];
    const folds = [low.result.folds[0], high.result.folds[0]];
    await scored(await participant(slug), slug, 0.875, { kind: 'rescored', result: { ...high.result, folds } });
    const { comparison } = await started(slug, two);
    const [row] = comparison.rows;
    assert.deepEqual([row.before.publicScore, row.after.publicScore, row.after.privateScore], [0.875, 0.5, 0.5]);
  });
});
