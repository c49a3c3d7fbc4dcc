import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import { defaultFoldLimits } from '@databoard/shared/limits';
import { defaultProblemOptions } from '@databoard/shared/problem-options';
import { bagJobs } from '@databoard/shared/queues/bag-jobs';
import { blendJobs } from '@databoard/shared/queues/blend-jobs';
import { openQueue } from '@databoard/shared/queues/define-queue';
import { foldJobs, type ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { kitCheckJobs } from '@databoard/shared/queues/kit-check-jobs';
import { kitJobs } from '@databoard/shared/queues/kit-jobs';
import { type Report, reports } from '@databoard/shared/queues/reports';
import { rescoreJobs } from '@databoard/shared/queues/rescore-jobs';
import { createRedis } from '@databoard/shared/redis';
import { type FakeApi, openFakeApi } from './testing/fake-api.js';
import { kitsFolder } from './testing/open-workshop.js';
import { storeFolders } from './zoo/store-folder.js';

describe('a worker on Redis', function () {
  this.timeout(60_000);
  // A database of its own: jobs of other tests must not arrive here.
  const url = new URL('/7', process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379').href;
  const redis = { url, embedded: process.env['REDIS_EMBEDDED'] === '1' };
  const unexpected = { onError: (error: unknown) => assert.fail(String(error)), onLost: () => {} };
  const arrived: Report[] = [];
  let folder: string;
  let store: LocalArtifactStore;
  let worker: ChildProcess;
  let api: FakeApi;
  let queues: {
    folds: Open<typeof foldJobs>;
    bags: Open<typeof bagJobs>;
    kits: Open<typeof kitJobs>;
    blends: Open<typeof blendJobs>;
    kitChecks: Open<typeof kitCheckJobs>;
    rescores: Open<typeof rescoreJobs>;
    reports: Open<typeof reports>;
  };
  type Open<T extends Parameters<typeof openQueue>[0]> = ReturnType<typeof openQueue<T['schema']>>;

  const startWorker = () => {
    const settings = {
      REDIS_URL: redis.url,
      REDIS_EMBEDDED: redis.embedded ? '1' : '0',
      LOG_LEVEL: 'fatal',
      WORKER_SLOTS: '2',
    };
    const folders = { ARTIFACTS_DIR: path.join(folder, 'artifacts'), WORKER_DIR: path.join(folder, 'worker') };
    worker = spawn(process.execPath, [path.join(import.meta.dirname, 'main.js')], {
      env: { ...process.env, ...settings, ...folders, WORKER_NAME: 'tested' },
      stdio: 'inherit',
    });
  };
  const reportOf = async (id: string, seconds = 20): Promise<Report> => {
    for (let tries = 0; tries < seconds * 50; tries++) {
      const found = arrived.find((each) => each.kind !== 'fold-progress' && Object.values(each).includes(id));
      if (found) return found;
      await sleep(20);
    }
    return assert.fail(`no report about ${id}`);
  };
  const problem = async () => ({
    kitDigest: await storeFolders(store, [path.join(kitsFolder, 'iris')]),
    options: defaultProblemOptions,
    dataDigest: null,
  });
  const sendFold = async (submissionDigest: string, of?: ProblemReference) => {
    const foldRunId = randomUUID();
    await queues.folds.send({
      foldRunId,
      attempt: 1,
      problem: of ?? (await problem()),
      foldIndex: 0,
      submissionDigest,
      limits: defaultFoldLimits,
    });
    return foldRunId;
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'worker-test-'));
    store = new LocalArtifactStore(path.join(folder, 'artifacts'));
    const client = createRedis(redis);
    await client.flushdb();
    client.disconnect();
    queues = {
      folds: openQueue(foldJobs, redis, unexpected),
      bags: openQueue(bagJobs, redis, unexpected),
      kits: openQueue(kitJobs, redis, unexpected),
      blends: openQueue(blendJobs, redis, unexpected),
      kitChecks: openQueue(kitCheckJobs, redis, unexpected),
      rescores: openQueue(rescoreJobs, redis, unexpected),
      reports: openQueue(reports, redis, unexpected),
    };
    queues.reports.process(10, async (batch) => void arrived.push(...batch));
    api = await openFakeApi(redis);
    startWorker();
  });
  after(async () => {
    api.close();
    worker.kill('SIGKILL');
    await Promise.all(Object.values(queues).map((queue) => queue.close()));
    await rm(folder, { recursive: true, force: true });
  });

  it('describes a kit, scores a fold, bags and rescores an evaluation, and reports each under its own id and attempt', async () => {
    const problemVersionId = randomUUID();
    await queues.kits.send({ problemVersionId, attempt: 3, problem: await problem() });
    const described = await reportOf(problemVersionId);
    assert.ok(described.kind === 'kit-ended' && described.outcome.kind === 'described');
    assert.deepEqual([described.attempt, described.worker], [3, 'tested']);

    const submission = await storeFolders(store, [path.join(kitsFolder, 'iris', 'submissions', 'starting_kit')]);
    const scored = await reportOf(await sendFold(submission));
    assert.ok(scored.kind === 'fold-ended' && scored.outcome.kind === 'scored', JSON.stringify(scored));
    const { predictions } = scored.outcome;

    const evaluationId = randomUUID();
    const folds = described.outcome.description.folds.map(() => predictions);
    await queues.bags.send({ evaluationId, attempt: 1, problem: await problem(), folds });
    const bagged = await reportOf(evaluationId);
    assert.ok(bagged.kind === 'bag-ended' && bagged.outcome.kind === 'scored', JSON.stringify(bagged));
    assert.ok(bagged.outcome.scores.some((score) => score.step === 'test'));

    const blendId = randomUUID();
    const run = await store.put(Buffer.from(JSON.stringify([folds])));
    const rule = { problem: await problem(), scoreType: 'acc', minImprovement: 0 };
    await queues.blends.send({ blendId, attempt: 2, candidates: [run, run], ...rule });
    const blended = await reportOf(blendId);
    assert.ok(blended.kind === 'blend-ended' && blended.outcome.kind === 'blended', JSON.stringify(blended));
    assert.equal(blended.attempt, 2);
    assert.deepEqual(
      blended.outcome.folds,
      folds.map(() => ({ members: [0] })),
    );
    assert.deepEqual(blended.outcome.combined, bagged.outcome.scores);
    const acc = bagged.outcome.scores.find(({ scoreType, step }) => scoreType === 'acc' && step === 'valid');
    assert.deepEqual(blended.outcome.curve?.combined, [{ size: 1, value: acc?.value }]);
    assert.equal(blended.outcome.curve?.folds.length, folds.length);

    const lostId = randomUUID();
    await queues.blends.send({ blendId: lostId, attempt: 1, candidates: ['0'.repeat(64)], ...rule });
    const faulty = await reportOf(lostId);
    assert.ok(faulty.kind === 'blend-ended' && faulty.outcome.kind === 'platform-failed', JSON.stringify(faulty));
    const rescoredEvaluationId = randomUUID();
    await queues.rescores.send({ rescoredEvaluationId, attempt: 2, problem: await problem(), folds });
    const rescored = await reportOf(rescoredEvaluationId);
    assert.ok(rescored.kind === 'rescored' && rescored.outcome.kind === 'rescored', JSON.stringify(rescored));
    assert.deepEqual([rescored.attempt, rescored.worker], [2, 'tested']);
    assert.deepEqual(rescored.outcome.result.bagged, bagged.outcome.scores);
    const [sameFold] = rescored.outcome.result.folds;
    assert.deepEqual(sameFold, { kind: 'scored', scores: scored.outcome.scores });
  });

  it('checks a kit, while submissions to it and other kits do not wait', async () => {
    const slow = await readFile(path.join(kitsFolder, 'iris', 'submissions', 'starting_kit', 'estimator.py'), 'utf8');
    const further = { 'submissions/starting_kit/estimator.py': `import time\ntime.sleep(0.5)\n${slow}` };
    const slowKit = {
      ...(await problem()),
      kitDigest: await storeFolders(store, [path.join(kitsFolder, 'iris')], further),
    };
    const problemVersionId = randomUUID();
    await queues.kitChecks.send({ problemVersionId, attempt: 2, problem: slowKit });
    const otherVersionId = randomUUID();
    await queues.kits.send({ problemVersionId: otherVersionId, attempt: 1, problem: await problem() });
    const submission = await storeFolders(store, [path.join(kitsFolder, 'iris', 'submissions', 'random_forest')]);
    const fold = await reportOf(await sendFold(submission, slowKit));
    const described = await reportOf(otherVersionId);
    const checked = await reportOf(problemVersionId, 60);
    assert.ok(checked.kind === 'kit-checked' && checked.outcome.kind === 'checked', JSON.stringify(checked));
    assert.deepEqual([checked.attempt, checked.worker], [2, 'tested']);
    assert.deepEqual(
      checked.outcome.check.findings.map(({ severity }) => severity),
      ['note'],
    );
    const place = (report: Report) => arrived.indexOf(report);
    assert.ok(place(fold) < place(checked) && place(described) < place(checked));
  });

  it('reports a missing submission as the platform’s fault', async () => {
    const ended = await reportOf(await sendFold('0'.repeat(64)));
    assert.ok(ended.kind === 'fold-ended' && ended.outcome.kind === 'platform-failed', JSON.stringify(ended));
    assert.match(ended.outcome.detail, /not in the store/);
  });

  it('reports progress of a step that lasts', async () => {
    const slow = 'import time\ntime.sleep(0.5)\nfrom sklearn.dummy import DummyClassifier as get_estimator\n';
    const id = await sendFold(await storeFolders(store, [], { 'estimator.py': slow }));
    await reportOf(id);
    const progress = arrived.flatMap((each) =>
      each.kind === 'fold-progress' && each.foldRunId === id ? [each.state] : [],
    );
    // On a starved machine a step that flies by may last as well; the one that sleeps always does.
    assert.equal(progress[0], 'TRAINING');
  });

  it('leaves no process behind when it is killed in the middle of a run', async () => {
    const id = await sendFold(await storeFolders(store, [], { 'estimator.py': 'while True: pass' }));
    while (!arrived.some((each) => each.kind === 'fold-progress' && each.foldRunId === id)) await sleep(20);
    const family = await descendants(worker.pid ?? 0);
    assert.ok(family.length >= 6, 'scorer, fork server, supervisor and child should be there');
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    await assertSoonGone(family);
  });

  it('stops in good order when asked to', async () => {
    startWorker();
    const submission = await storeFolders(store, [path.join(kitsFolder, 'iris', 'submissions', 'starting_kit')]);
    await reportOf(await sendFold(submission));
    const family = await descendants(worker.pid ?? 0);
    worker.kill('SIGTERM');
    const [code] = await once(worker, 'exit');
    assert.equal(code, 0);
    await assertSoonGone(family);
  });
});

/** Ends are passed on from parent to child by signals, which takes a moment. */
async function assertSoonGone(pids: readonly number[]): Promise<void> {
  for (let tries = 0; (await alive(pids)).length > 0; tries++) {
    assert.ok(tries < 100, `still there: ${await alive(pids)}`);
    await sleep(20);
  }
}

async function parentOf(pid: number): Promise<{ parent: number; isGone: boolean }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const [state, parent] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? ['Z', '0'];
  // One that has ended and waits to be collected runs no code.
  return { parent: Number(parent), isGone: state === 'Z' };
}

async function descendants(ancestor: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, (await parentOf(pid)).parent] as const)));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === ancestor || (parent > 1 && isBelow(parent)));
  };
  return pids.filter(isBelow);
}

async function alive(pids: readonly number[]): Promise<number[]> {
  const states = await Promise.all(pids.map(async (pid) => ({ pid, ...(await parentOf(pid)) })));
  return states.filter((each) => !each.isGone).map((each) => each.pid);
}
