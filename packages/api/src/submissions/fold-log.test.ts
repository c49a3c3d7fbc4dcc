import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { cutLog, foldLogChunkBytesMax, foldLogKey } from '@databoard/shared/fold-log';
import { writeFoldLog } from '@databoard/shared/fold-log-stream';
import type { FoldOutcome } from '@databoard/shared/outcome';
import type { FoldJob } from '@databoard/shared/queues/fold-jobs';
import { createRedis } from '@databoard/shared/redis';
import { failedFold, scoredFold } from '../testing/fake-worker.js';
import { type Data, GraphqlClient, type Listener } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, publishReady, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const subscription = `subscription ($id: ID!, $afterSeq: Int, $attempt: Int) {
  foldLog(foldRunId: $id, afterSeq: $afterSeq, attempt: $attempt) { foldRunId attempt fromSeq seq text isEnd notice }
}`;

interface Chunk {
  attempt: number;
  fromSeq: number;
  seq: number;
  text: string;
  isEnd: boolean;
  notice: string | null;
}

const chunksOf = (listener: Listener): Chunk[] => listener.seen.flatMap(({ data }) => (data ? [data.foldLog] : []));
const textOf = (listener: Listener): string =>
  chunksOf(listener)
    .map(({ text }) => text)
    .join('');

/** A run in the fake worker's hands, printing and ending as the test wants. */
interface HeldRun {
  job: FoldJob;
  print(text: string): Promise<void>;
  /** Prints, and Redis forgets it before anyone has read it. */
  printInVain(text: string): void;
  end(outcome: Partial<FoldOutcome>, log?: Buffer): Promise<void>;
}

describe('the log of a fold run, live', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let rival: GraphqlClient;
  let redis: ReturnType<typeof createRedis>;
  let listeners: Listener[] = [];
  let held: HeldRun[] = [];
  before(async () => {
    test = await startTestApp();
    redis = createRedis(test.config.redis);
    admin = await newAdmin(test);
    [ada, rival] = await Promise.all([newUser(test), newUser(test)]);
    test.worker.script.fold = (job) => {
      // Each test looks at the first fold alone.
      if (job.foldIndex > 0) return scoredFold(0.9);
      let seq = 0;
      let finish: (outcome: FoldOutcome) => void = () => {};
      const outcome = new Promise<FoldOutcome>((resolve) => {
        finish = resolve;
      });
      held.push({
        job,
        async print(text) {
          for (const chunk of cutLog(Buffer.from(text), seq)) await writeFoldLog(redis, job, chunk);
          seq += Buffer.byteLength(text);
        },
        printInVain(text) {
          seq += Buffer.byteLength(text);
        },
        async end(changed, log) {
          const logDigest = log ? await test.app.services.store.put(log) : null;
          finish({ ...scoredFold(0.9), ...changed, logDigest } as FoldOutcome);
        },
      });
      return outcome;
    };
  });
  afterEach(async () => {
    for (const run of held) await run.end({});
    await Promise.all(listeners.map((listener) => listener.close()));
    listeners = [];
    held = [];
  });
  after(async () => {
    redis.disconnect();
    await test.close();
  });

  const watch = (client: GraphqlClient, id: string, place: { afterSeq?: number; attempt?: number } = {}) => {
    const listener = client.subscribe(subscription, { id, ...place });
    listeners.push(listener);
    return listener;
  };
  const seen = async (listener: Listener, fits: (chunk: Chunk) => boolean): Promise<Chunk> =>
    (await listener.until((data) => data && fits(data.foldLog))).foldLog;
  const isEnd = (chunk: Chunk) => chunk.isEnd;

  const enter = async (changed: Record<string, unknown> = {}) => {
    const slug = await openEvent(test, admin, changed);
    await Promise.all([join(ada, slug), join(rival, slug)]);
    return slug;
  };
  const start = async (slug: string): Promise<{ id: string; submission: Data; run: HeldRun }> => {
    const { submission } = await submitTo(ada, slug);
    const { id } = submission.evaluation.foldRuns[0];
    const run = await eventually(async () => held.find(({ job }) => job.foldRunId === id), 'the fold has started');
    return { id, submission, run };
  };
  const onPrivateData = async (more: Record<string, unknown> = {}) =>
    enter({ problemVersionId: await publishReady(admin, { data: { 'data/private.csv': 'secret' } }), ...more });

  it('brings what is there, then what comes, in order, then the rest of the stored log and the end', async () => {
    const { id, run } = await start(await enter());
    await run.print('one\n');
    const early = watch(ada, id);
    await seen(early, ({ text }) => text === 'one\n');
    for (const text of ['two\n', 'thrée\n', 'four\n']) await run.print(text);
    await early.until(() => textOf(early).endsWith('four\n'));
    const whole = Buffer.from('one\ntwo\nthrée\nfour\nfive, which came with the end\n');
    await run.end({}, whole);
    const end = await seen(early, isEnd);
    assert.deepEqual([end.seq, end.notice], [whole.length, null]);
    assert.equal(textOf(early), whole.toString());
    let place = 0;
    for (const { attempt, fromSeq, seq } of chunksOf(early)) {
      assert.deepEqual([attempt, fromSeq], [1, place]);
      place = seq;
    }
  });

  it('goes on where a reader was, while the run goes on and after its end', async () => {
    const { id, run } = await start(await enter());
    await run.print('one\n');
    const before = watch(ada, id);
    const { seq: afterSeq, attempt } = await seen(before, ({ text }) => text === 'one\n');
    await before.close();
    await run.print('two\n');
    const again = watch(ada, id, { afterSeq, attempt });
    await again.until(() => textOf(again) === 'two\n');
    await run.end({}, Buffer.from('one\ntwo\nthree\n'));
    await seen(again, isEnd);
    assert.equal(textOf(again), 'two\nthree\n');
    for (const [from, expected] of [
      [0, 'one\ntwo\nthree\n'],
      [8, 'three\n'],
      [14, ''],
      [999, ''],
    ] as const) {
      const late = watch(ada, id, { afterSeq: from });
      assert.equal((await seen(late, isEnd)).seq, 14);
      assert.equal(textOf(late), expected);
    }
    const ofAnotherAttempt = watch(ada, id, { afterSeq: 8, attempt: 7 });
    await seen(ofAnotherAttempt, isEnd);
    assert.equal(textOf(ofAnotherAttempt), 'one\ntwo\nthree\n');
  });

  it('counts bytes, not characters, and replaces alike what is no text, live and stored', async () => {
    const bytes = Buffer.concat([Buffer.from('é€😀 '), Buffer.from([0xff, 0xe2, 0x82, 0x20]), Buffer.from('end\n')]);
    const { id, run } = await start(await enter());
    for (const chunk of cutLog(bytes, 0)) await writeFoldLog(redis, run.job, chunk);
    const live = watch(ada, id);
    await live.until(() => textOf(live).endsWith('end\n'));
    await run.end({}, bytes);
    await seen(live, isEnd);
    const stored = watch(ada, id, { afterSeq: 'é€'.length + 3 });
    await seen(stored, isEnd);
    assert.equal(textOf(live), bytes.toString());
    assert.equal(textOf(live), `é€${textOf(stored)}`);
  });

  it('shows a gap when Redis has lost lines, and fills it from the stored log', async () => {
    const { id, run } = await start(await enter());
    await run.print('one\n');
    const listener = watch(ada, id);
    await listener.until(() => textOf(listener) === 'one\n');
    await redis.del(foldLogKey(run.job));
    run.printInVain('lost\n');
    await run.print('three\n');
    const third = await seen(listener, ({ text }) => text.endsWith('three\n'));
    await run.end({}, Buffer.from('one\nlost\nthree\n'));
    const end = await seen(listener, isEnd);
    assert.deepEqual([third.fromSeq, end.fromSeq, end.text], [9, 4, 'lost\nthree\n']);
  });

  it('begins again with a new attempt when Redis has lost everything', async () => {
    const { id, run } = await start(await enter());
    await run.print('first attempt\n');
    const listener = watch(ada, id);
    await listener.until(() => textOf(listener) === 'first attempt\n');
    await test.flushRedis();
    test.worker.takeOver();
    const second = await eventually(async () => held.find(({ job }) => job.attempt > 1), 'the next attempt');
    await second.print('second attempt\n');
    await seen(listener, ({ text, attempt }) => attempt > 1 && text === 'second attempt\n');
    const begin = chunksOf(listener).find(({ attempt }) => attempt > 1);
    assert.deepEqual([begin?.fromSeq, begin?.seq, begin?.text], [0, 0, '']);
    // A reader that was away meanwhile says which attempt it stood in, and misses nothing.
    const back = watch(ada, id, { afterSeq: 14, attempt: 1 });
    await back.until(() => textOf(back) === 'second attempt\n');
  });

  it('says below the log that it was cut, and in it nothing', async () => {
    const { id, submission, run } = await start(await enter({ foldLogKiB: 1 }));
    const log = Buffer.alloc(1024, 'x');
    const failed = failedFold() as Extract<FoldOutcome, { kind: 'submission-failed' }>;
    await run.end({ ...failed, failure: { ...failed.failure, reason: 'OUTPUT_LIMIT' } }, log);
    await untilState(ada, submission.id, 'TRAINING_ERROR');
    const listener = watch(ada, id);
    const notice = 'The log ends here: more than 1 KiB was printed, so the run was stopped.';
    assert.equal((await seen(listener, isEnd)).notice, notice);
    assert.equal(textOf(listener), log.toString());
    const query = 'query ($id: ID!) { submission(id: $id) { evaluation { foldRuns { log logNotice isLogHidden } } } }';
    const [first] = (await ada.data(query, { id: submission.id })).submission.evaluation.foldRuns;
    assert.deepEqual(first, { log: log.toString(), logNotice: notice, isLogHidden: false });
  });

  it('brings what is left of a run that was stopped, and says so', async () => {
    const { id, submission, run } = await start(await enter());
    await run.print('one\n');
    const listener = watch(ada, id);
    await listener.until(() => textOf(listener) === 'one\n');
    await test.app.orm.em.fork().execute("update fold_run set state = 'CANCELLED' where id = ?", [id]);
    test.app.services.topics.submissionChanged(submission.id);
    const notice = 'The run was stopped before its end; what it printed is kept for an hour.';
    assert.equal((await seen(listener, isEnd)).notice, notice);
    const late = watch(ada, id);
    assert.equal((await seen(late, isEnd)).notice, notice);
    assert.deepEqual([textOf(listener), textOf(late)], ['one\n', 'one\n']);
  });

  it('brings a long log in several messages', async () => {
    const { id, run } = await start(await enter());
    const text = 'Zeile für Zeile\n'.repeat(40_000);
    for (const chunk of cutLog(Buffer.from(text.slice(0, 5 * foldLogChunkBytesMax)), 0)) {
      await writeFoldLog(redis, run.job, chunk);
    }
    const listener = watch(ada, id);
    await run.end({}, Buffer.from(text));
    await seen(listener, isEnd);
    assert.equal(textOf(listener), text);
  });

  const refusalOf = async (listener: Listener): Promise<Data> => {
    const { data, errors } = await eventually(async () => listener.seen[0], 'an answer');
    return [data, errors?.map(({ message, extensions }) => [message, extensions?.code])];
  };
  const refused = [null, [['There is no such fold run.', 'NOT_FOUND']]];

  it('is for the own team and admins, and with private data for admins alone; a refusal does not tell what exists', async () => {
    const cells = [
      [await enter(), [true, false, false, true]],
      [await onPrivateData(), [false, false, false, true]],
      [await onPrivateData({ showsLogs: true }), [true, false, false, true]],
    ] as const;
    for (const [slug, expected] of cells) {
      const { id, run } = await start(slug);
      await run.print('secret');
      for (const [index, client] of [ada, rival, test.client(), admin].entries()) {
        const listener = watch(client, id);
        if (expected[index]) await seen(listener, ({ text }) => text === 'secret');
        else assert.deepEqual(await refusalOf(listener), refused);
      }
      await run.end({}, Buffer.from('secret'));
    }
    for (const id of [crypto.randomUUID(), 'no id']) {
      assert.deepEqual(await refusalOf(watch(ada, id)), refused);
    }
  });

  it('asks for the viewer’s rights at each message', async () => {
    const slug = await onPrivateData({ showsLogs: true });
    const { id, run } = await start(slug);
    const listener = watch(ada, id);
    await run.print('open\n');
    await listener.until(() => textOf(listener) === 'open\n');
    const update = 'mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { event { showsLogs } } }';
    const { updateEvent } = await admin.data(update, { input: { slug, showsLogs: false } });
    assert.equal(updateEvent.event.showsLogs, false);
    await run.print('closed\n');
    const refusal = await eventually(async () => listener.seen.find(({ errors }) => errors), 'an error');
    assert.equal(refusal.errors?.[0]?.extensions?.code, 'NOT_FOUND');
    assert.equal(textOf(listener), 'open\n');
  });

  it('is the same from every api process, and ends for who signs out', async () => {
    const other = await test.startAnother();
    const { port } = other.http.server.address() as { port: number };
    const elsewhere = new GraphqlClient(`http://127.0.0.1:${port}`);
    const grace = await newUser(test);
    elsewhere.cookie = grace.cookie;
    const slug = await enter();
    await join(grace, slug);
    const { submission } = await submitTo(grace, slug);
    const { id } = submission.evaluation.foldRuns[0];
    const run = await eventually(async () => held.find(({ job }) => job.foldRunId === id), 'the fold has started');
    const [here, there] = [watch(grace, id), watch(elsewhere, id)];
    await run.print('for both\n');
    await Promise.all([here, there].map((listener) => listener.until(() => textOf(listener) === 'for both\n')));
    await grace.data('mutation { signOut }');
    await run.print('for nobody\n');
    for (const listener of [here, there]) {
      await eventually(async () => listener.seen.at(-1)?.errors?.[0]?.extensions?.code === 'NOT_FOUND', 'a refusal');
      assert.equal(textOf(listener), 'for both\n');
    }
  });

  it('reads for all viewers together', async () => {
    const { id, run } = await start(await enter());
    const reads = async () => Number(/cmdstat_xread:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1] ?? 0);
    const [readsBefore, began] = [await reads(), performance.now()];
    const viewers = Array.from({ length: 20 }, () => watch(ada, id));
    await Promise.all(viewers.map((viewer) => seen(viewer, () => true)));
    await run.print('for all\n');
    await Promise.all(viewers.map((viewer) => viewer.until(() => textOf(viewer) === 'for all\n')));
    await sleep(500);
    const rounds = (performance.now() - began) / 150;
    const count = (await reads()) - readsBefore;
    // The stand-in for Redis counts nothing.
    assert.ok(count <= rounds + 3 && (count > 0 || test.config.redis.embedded), `${count} reads in ${rounds} rounds`);
  });
});
