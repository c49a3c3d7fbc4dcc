import assert from 'node:assert/strict';
import type { BlendOutcome } from '@databoard/shared/blend';
import { blendCandidates } from '@databoard/shared/queues/blend-jobs';
import type { App } from '../app.js';
import { sweep } from '../sweep.js';
import { blended, failedFold, scoredBag, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { boardQuery, join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';
import { DueBlends } from './blend-when-due.js';

const quietSeconds = 2;
const blendQuery = `query ($slug: String!) {
  event(slug: $slug) {
    id blendMinImprovement
    blend {
      state computedAt scoreType minImprovement candidateCount message
      members { submission { id name files { path } } foldIndex weight places }
      combinedScores { scoreType step value } foldwiseBestScores { scoreType step value }
      curve { combined { size value } folds { foldIndex submissionIds values } }
    }
  }
}`;

describe('blends', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let rival: GraphqlClient;
  let due: DueBlends;
  // Each test looks and sweeps when it wants to, with a clock moved past what it would wait for.
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
    [ada, rival] = await Promise.all([newUser(test), newUser(test)]);
  });
  after(() => test.close());
  beforeEach(() => {
    due = new DueBlends(quietSeconds);
    test.worker.blends.length = 0;
    Object.assign(test.worker.script, {
      fold: () => scoredFold(0.8),
      bag: () => scoredBag(0.9),
      blend: () => blended([0], [0]),
    });
  });

  const depsOf = (app: App = test.app) => ({ ...app.services, em: app.orm.em });
  const look = (app?: App, blends = due) => blends.look(depsOf(app));
  const lookLater = async (app?: App, blends = due) => {
    await look(app, blends);
    test.clock.advance(quietSeconds);
    await look(app, blends);
  };
  const sweepLater = async () => {
    test.clock.advance(4);
    await sweep(depsOf());
  };
  const enter = async (changed: Record<string, unknown> = {}) => {
    const slug = await openEvent(test, admin, changed);
    await Promise.all([join(ada, slug), join(rival, slug)]);
    return slug;
  };
  const score = async (slug: string, client = ada): Promise<string> => {
    const { submission } = await submitTo(client, slug);
    await untilState(client, submission.id, 'SCORED');
    return submission.id;
  };
  const read = async (slug: string, client = admin): Promise<Data> =>
    (await client.data(blendQuery, { slug })).event.blend;
  const boardOf = async (slug: string, client: GraphqlClient = test.client()): Promise<Data> =>
    (await client.data(boardQuery, { slug })).event.leaderboard;
  const until = (slug: string, state: string, meanwhile: () => Promise<void> = async () => {}) =>
    eventually(async () => {
      await meanwhile();
      const blend = await read(slug);
      return blend?.state === state ? blend : null;
    }, `the blend is ${state}`);
  /** Which attempts were made, one blend after the other: a job may be sent twice, and then is the same attempt. */
  const attemptsMade = () => [
    ...new Map(test.worker.blends.map(({ blendId, attempt }) => [`${blendId}.${attempt}`, attempt])).values(),
  ];
  const reportsRead = () => eventually(async () => (await test.worker.reports.depth()) === 0, 'the reports are read');

  it('come by themselves once scores are quiet, and are shown with members, shares and scores', async () => {
    const slug = await enter({ blendMinImprovement: 0.125 });
    const [first, second, third] = [await score(slug), await score(slug, rival), await score(slug)];
    test.worker.script.blend = () => blended([1, 0, 1, 1], [1]);
    await look();
    test.clock.advance(quietSeconds / 2);
    await look();
    assert.equal(test.worker.blends.length, 0);
    assert.equal(await read(slug), null);
    const before = await boardOf(slug);
    assert.deepEqual([before.blend, before.rows.map((row: Data) => row.contributivity)], [null, [null, null, null]]);
    test.clock.advance(quietSeconds);
    await look();
    const blend = await until(slug, 'DONE');
    const [job] = test.worker.blends;
    assert.ok(job);
    assert.deepEqual([job.attempt, job.scoreType, job.minImprovement], [1, 'acc', 0.125]);
    const runs = await Promise.all(job.candidates.map((digest) => test.app.services.store.get(digest)));
    const candidates = runs.flatMap((run) => blendCandidates.parse(JSON.parse(run.toString())));
    assert.deepEqual(
      candidates.map((folds) => folds.length),
      [2, 2, 2],
    );
    assert.deepEqual(
      blend.members.map(({ submission, ...member }: Data) => ({ id: submission.id, ...member })),
      [
        { id: second, foldIndex: 0, weight: 0.75, places: 3 },
        { id: first, foldIndex: 0, weight: 0.25, places: 1 },
        { id: second, foldIndex: 1, weight: 1, places: 1 },
      ],
    );
    assert.deepEqual([blend.scoreType, blend.minImprovement, blend.candidateCount], ['acc', 0.125, 3]);
    const board = await boardOf(slug);
    assert.deepEqual(
      Object.fromEntries(board.rows.map((row: Data) => [row.id, row.contributivity])),
      Object.fromEntries([
        [first, 0.125],
        [second, 0.875],
        [third, 0],
      ]),
    );
    const [acc] = board.blend.scores;
    assert.deepEqual(acc, { scoreType: 'acc', value: 0.95, foldwiseBest: 0.95 - 0.05 });
    assert.deepEqual([board.blend.state, board.blend.computedAt], ['DONE', blend.computedAt]);
  });

  it('tell how the score rose with each member: of all folds to everyone, of single ones once code is open', async () => {
    const slug = await enter();
    const [first, second] = [await score(slug), await score(slug, rival)];
    test.worker.script.blend = () => ({
      ...(blended([1, 0, 1], [1]) as Extract<BlendOutcome, { kind: 'blended' }>),
      curve: {
        folds: [[0.5, 0.75, 0.875], [Number.NEGATIVE_INFINITY]],
        combined: [
          { size: 1, value: Number.NaN },
          { size: 3, value: 0.95 },
        ],
      },
    });
    await lookLater();
    await until(slug, 'DONE');
    const expected = {
      combined: [
        { size: 1, value: null },
        { size: 3, value: 0.95 },
      ],
      folds: [
        { foldIndex: 0, submissionIds: [second, first, second], values: [0.5, 0.75, 0.875] },
        { foldIndex: 1, submissionIds: [second], values: [null] },
      ],
    };
    assert.deepEqual((await read(slug, admin)).curve, expected);
    for (const client of [ada, test.client()])
      assert.deepEqual((await read(slug, client)).curve, { ...expected, folds: [] });
    await test.app.orm.em
      .fork()
      .execute('update event set public_opens_at = ? where slug = ?', [test.clock.now(), slug]);
    for (const client of [ada, test.client()]) assert.deepEqual((await read(slug, client)).curve, expected);
  });

  it('are refused with a curve that is not theirs, and taken from workers that send none', async () => {
    const slug = await enter();
    await score(slug);
    const good = blended([0, 0], [0]) as Extract<BlendOutcome, { kind: 'blended' }>;
    const { folds = [], combined = [] } = good.curve ?? {};
    assert.deepEqual([folds.length, combined.length], [2, 2]);
    const wrong = [
      { folds: folds.toReversed(), combined },
      { folds: folds.slice(1), combined },
      { folds, combined: combined.slice(0, 1) },
    ];
    test.worker.script.blend = ({ attempt }) => {
      const { curve: _, ...without } = good;
      const curve = wrong[attempt - 1];
      return curve === undefined ? without : { ...without, curve };
    };
    await lookLater();
    const blend = await until(slug, 'DONE', sweepLater);
    assert.deepEqual(attemptsMade(), [1, 2, 3, 4]);
    assert.equal(blend.curve, null);
    assert.equal(blend.members.length, 2);
    // The next one has its curve again.
    test.worker.script.blend = () => good;
    await score(slug);
    await lookLater();
    await eventually(async () => (await read(slug)).curve?.combined.length === 2, 'there is a curve');
  });

  it('wait while scores come in, but not for ever, and rest after one that took long', async () => {
    const slug = await enter();
    await score(slug);
    await look();
    for (let times = 0; times < 3; times++) {
      test.clock.advance(quietSeconds * 0.9);
      await score(slug);
      await look();
    }
    assert.equal(test.worker.blends.length, 0);
    test.worker.script.blend = () => ({ ...blended([0], [0]), seconds: 100 }) as BlendOutcome;
    test.clock.advance(quietSeconds * 15);
    await score(slug);
    await look();
    await until(slug, 'DONE');
    assert.equal(test.worker.blends.length, 1);
    await score(slug);
    await lookLater();
    test.clock.advance(900);
    await look();
    assert.equal(test.worker.blends.length, 1);
    test.clock.advance(100);
    await look();
    await eventually(async () => test.worker.blends.length === 2, 'it has rested');
  });

  it('are not computed again for what changes no candidate, least of all for themselves', async () => {
    const slug = await enter();
    await score(slug);
    await lookLater();
    await until(slug, 'DONE');
    await lookLater();
    test.worker.script.fold = () => failedFold();
    const { submission } = await submitTo(ada, slug);
    await untilState(ada, submission.id, 'TRAINING_ERROR');
    await lookLater();
    await lookLater();
    assert.equal(test.worker.blends.length, 1);
    const rows = await test.app.orm.em.fork().execute('select from event where board_version <> blended_version');
    assert.equal(rows.length, 0);
  });

  it('are begun once by two processes that look at once, and never two at a time', async () => {
    const another = await test.startAnother();
    const slug = await enter();
    await score(slug);
    const both = () => Promise.all([lookLater(), lookLater(another, new DueBlends(quietSeconds))]);
    let finish: (outcome: BlendOutcome) => void = () => undefined;
    test.worker.script.blend = () => new Promise((resolve) => (finish = resolve));
    for (let times = 0; times < 3; times++) await both();
    await eventually(async () => test.worker.blends.length === 1, 'the job is taken');
    // A newer score waits its turn, and is blended once the one at hand has ended.
    await score(slug);
    for (let times = 0; times < 3; times++) await both();
    assert.equal((await read(slug)).state, 'WAITING');
    test.worker.script.blend = () => blended([0, 1], [1]);
    finish(blended([0], [0]));
    const first = await until(slug, 'DONE');
    assert.equal(first.candidateCount, 1);
    await both();
    await eventually(async () => (await read(slug)).candidateCount === 2, 'the newer score is in the blend');
    assert.equal(test.worker.blends.length, 2);
    const insert = `insert into blend (id, event_id, problem_version_id, board_version, score_type, min_improvement, candidates,
      runs, created_at, changed_at)
      select gen_random_uuid(), event_id, problem_version_id, 1, 'acc', 0, '[]', '[]', now(), now() from blend
       where event_id = (select id from event where slug = ?)`;
    const em = test.app.orm.em.fork();
    await em.begin();
    await em.execute(insert, [slug]);
    await assert.rejects(em.execute(insert, [slug]), /blend_waiting_unique/);
    await em.rollback();
  });

  it('drop reports of attempts that do not count, and ensembles that cannot be', async () => {
    const slug = await enter();
    await score(slug);
    const send = (blendId: string, attempt: number, outcome: BlendOutcome) =>
      test.worker.reports.send({ kind: 'blend-ended', blendId, attempt, worker: 'late', outcome });
    const wrong: BlendOutcome[] = [blended([0], [1]), { ...blended([0], [0]), combined: [] } as BlendOutcome];
    test.worker.script.blend = async ({ blendId, attempt }) => {
      for (const other of [attempt - 1, attempt + 5]) if (other > 0) await send(blendId, other, blended([0], [0], 0.1));
      return wrong[attempt - 1] ?? blended([0], [0], 0.96);
    };
    await lookLater();
    const blend = await until(slug, 'DONE', sweepLater);
    assert.deepEqual(attemptsMade(), [1, 2, 3]);
    assert.equal(blend.combinedScores[0].value, 0.96);
    const [job] = test.worker.blends;
    await send(job?.blendId ?? '', 3, blended([0], [0], 0.1));
    await send(crypto.randomUUID(), 1, blended([0], [0], 0.1));
    await reportsRead();
    assert.equal((await read(slug)).combinedScores[0].value, 0.96);
  });

  it('are sent out again when they got lost, or never reached the queue', async () => {
    const lost = await enter();
    await score(lost);
    test.worker.script.blend = ({ attempt }) => (attempt === 1 ? undefined : blended([0], [0]));
    await lookLater();
    await until(lost, 'DONE', sweepLater);
    assert.deepEqual(attemptsMade(), [1, 2]);

    test.worker.blends.length = 0;
    test.worker.script.blend = () => blended([0], [0]);
    const unsent = await enter();
    await score(unsent);
    const { blends } = test.app.services.queues;
    const { send } = blends;
    blends.send = () => Promise.reject(new Error('Redis is away'));
    await lookLater();
    blends.send = send;
    assert.equal((await read(unsent)).state, 'WAITING');
    await until(unsent, 'DONE', sweepLater);
    assert.deepEqual(attemptsMade(), [1]);
  });

  it('are given up when they get lost again and again', async () => {
    const slug = await enter();
    await score(slug);
    test.worker.script.blend = () => undefined;
    await lookLater();
    const { message } = await until(slug, 'FAILED', sweepLater);
    assert.match(message, /^The platform could not blend the submissions\./);
    assert.equal(attemptsMade().length, 12);
    assert.equal((await boardOf(slug)).blend.state, 'FAILED');

    // Not for ever: once it had time to heal, it is tried again by itself.
    test.worker.script.blend = () => blended([0], [0]);
    await lookLater();
    assert.equal((await read(slug)).state, 'FAILED');
    test.clock.advance(601);
    await lookLater();
    await until(slug, 'DONE');
  }).timeout(20_000);

  it('that cannot be made keep the last one in sight, tell organisers why, and wait for a new score', async () => {
    const slug = await enter();
    const first = await score(slug);
    await lookLater();
    await until(slug, 'DONE');
    test.worker.script.blend = () => ({ kind: 'unblendable', message: 'Fold 0 cannot be blended: secret.' });
    await score(slug);
    await lookLater();
    const refused = await until(slug, 'UNBLENDABLE');
    assert.equal(refused.message, 'Fold 0 cannot be blended: secret.');
    assert.deepEqual([refused.members[0].submission.id, refused.candidateCount], [first, 1]);
    for (const client of [ada, test.client()]) assert.equal((await read(slug, client)).message, null);
    assert.equal((await boardOf(slug)).blend.state, 'UNBLENDABLE');
    await lookLater();
    assert.equal(test.worker.blends.length, 2);

    test.worker.script.blend = () => ({ kind: 'platform-failed', detail: 'disk full: secret path' });
    await score(slug);
    await lookLater();
    const failed = await until(slug, 'FAILED', sweepLater);
    assert.match(failed.message, /^The platform could not blend the submissions\./);
    await lookLater();
    assert.equal(attemptsMade().length, 2 + 4);

    test.worker.script.blend = () => blended([2], [2]);
    await score(slug);
    await lookLater();
    const done = await until(slug, 'DONE');
    assert.deepEqual([done.message, done.candidateCount], [null, 4]);
  });

  it('tell subscribers of the board, and show test scores to organisers, to participants after closing', async () => {
    const day = 86_400;
    const closesAt = new Date(test.clock.now().getTime() + day * 1000).toISOString();
    const slug = await enter({ closesAt });
    await score(slug);
    const board = rival.subscribe(
      `subscription ($slug: String!) {
        boardChanged(eventSlug: $slug) { event { board { blend { scores { scoreType value } } rows { contributivity } } } }
      }`,
      { slug },
    );
    try {
      await board.until((data) => data?.boardChanged.event.board.rows.length === 1);
      await lookLater();
      const seen = await board.until((data) => data?.boardChanged.event.board.rows[0]?.contributivity === 1);
      assert.equal(seen.boardChanged.event.board.blend.scores[0].value, 0.95);
    } finally {
      await board.close();
    }
    const steps = async (client: GraphqlClient) => {
      const { combinedScores, foldwiseBestScores, members } = await read(slug, client);
      assert.equal(members[0].submission.files === null, client !== admin && client !== ada);
      return [combinedScores, foldwiseBestScores].map((scores) => [...new Set(scores.map(({ step }: Data) => step))]);
    };
    assert.deepEqual(await steps(admin), [
      ['valid', 'test'],
      ['valid', 'test'],
    ]);
    for (const client of [ada, rival, test.client()]) assert.deepEqual(await steps(client), [['valid'], ['valid']]);
    test.clock.advance(day);
    const seesTest = async (client: GraphqlClient): Promise<boolean> =>
      (await read(slug, client)).combinedScores.some(({ step }: Data) => step === 'test');
    assert.equal(await seesTest(ada), true);
    assert.equal(await seesTest(test.client()), false);
  });

  it('choose among approved participations only', async () => {
    const slug = await enter();
    await score(slug);
    await score(slug, rival);
    const em = test.app.orm.em.fork();
    await em.execute(
      `update participation set state = 'ASKED' where event_id = (select id from event where slug = ?)
         and id = (select participation_id from submission order by submitted_at desc limit 1)`,
      [slug],
    );
    await lookLater();
    assert.equal((await until(slug, 'DONE')).candidateCount, 1);
    // Those of other tests that had failed are tried again by now, too.
    const computed = test.worker.blends.length;
    // None is left: the blend that is shown goes too.
    await em.execute(
      `update participation set state = 'ASKED' where event_id = (select id from event where slug = ?)`,
      [slug],
    );
    await em.execute('update event set board_version = board_version + 1 where slug = ?', [slug]);
    await lookLater();
    assert.equal(await read(slug), null);
    assert.equal((await boardOf(slug)).blend, null);
    await lookLater();
    assert.equal(test.worker.blends.length, computed);
  });

  it('have a least improvement that is a number from 0 on', async () => {
    await assert.rejects(enter({ blendMinImprovement: -0.1 }), /least improvement of a blend is 0 or more/);
  });
});
