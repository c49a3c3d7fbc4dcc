import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import { defaultFoldLimits } from '@databoard/shared/limits';
import { createLog } from '@databoard/shared/log';
import { defaultProblemOptions } from '@databoard/shared/problem-options';
import { protocolNumber } from '@databoard/shared/protocol';
import { openQueue, type Queue } from '@databoard/shared/queues/define-queue';
import { type FoldJob, foldJobs } from '@databoard/shared/queues/fold-jobs';
import { type Report, reports } from '@databoard/shared/queues/reports';
import { createRedis } from '@databoard/shared/redis';
import type { WorkerSign } from '@databoard/shared/worker-sign';
import { readConfig } from './config.js';
import { type FakeApi, openFakeApi } from './testing/fake-api.js';
import { kitsFolder } from './testing/open-workshop.js';
import { startWorker } from './worker.js';
import { storeFolders } from './zoo/store-folder.js';

describe('a worker and the api', function () {
  this.timeout(60_000);
  const url = new URL('/8', process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379').href;
  const redis = { url, embedded: process.env['REDIS_EMBEDDED'] === '1' };
  const unexpected = { onError: (error: unknown) => assert.fail(String(error)), onLost: () => {} };
  const arrived: Report[] = [];
  const logged: string[] = [];
  let folder: string;
  let artifacts: string;
  let api: FakeApi;
  let folds: Queue<FoldJob>;
  let outbox: Queue<Report[]>;
  let worker: { close: () => Promise<void> } | null = null;

  const start = async (replaced: { protocol?: number } = {}) => {
    const config = readConfig({
      ...process.env,
      REDIS_URL: redis.url,
      REDIS_EMBEDDED: redis.embedded ? '1' : '0',
      ARTIFACTS_DIR: artifacts,
      WORKER_DIR: path.join(folder, 'worker'),
      WORKER_NAME: 'tested',
      WORKER_SLOTS: '2',
    });
    worker = await startWorker(
      config,
      createLog('worker', 'info', { write: (line: string) => void logged.push(line) }),
      replaced,
    );
  };
  const stop = async () => {
    await worker?.close();
    worker = null;
  };
  /** The newest sign, once it fits. */
  const signThat = async (fits: (sign: WorkerSign) => boolean, what: string): Promise<WorkerSign> => {
    for (let tries = 0; tries < 1500; tries++) {
      const sign = api.signs.at(-1);
      if (sign && fits(sign)) return sign;
      await sleep(20);
    }
    return assert.fail(`no sign that ${what}; the last one is ${JSON.stringify(api.signs.at(-1))}`);
  };
  const problem = async () => ({
    kitDigest: await storeFolders(new LocalArtifactStore(artifacts), [path.join(kitsFolder, 'iris')]),
    options: defaultProblemOptions,
    dataDigest: null,
  });
  const sendFold = async (submissionDigest?: string): Promise<string> => {
    const starting = path.join(kitsFolder, 'iris', 'submissions', 'starting_kit');
    const files = submissionDigest ?? (await storeFolders(new LocalArtifactStore(artifacts), [starting]));
    const foldRunId = randomUUID();
    const job = { attempt: 1, problem: await problem(), foldIndex: 0, limits: defaultFoldLimits };
    await folds.send({ ...job, foldRunId, submissionDigest: files });
    return foldRunId;
  };
  const outcomeOf = (id: string) =>
    arrived.flatMap((each) => (each.kind === 'fold-ended' && each.foldRunId === id ? [each.outcome] : []))[0];
  const endOf = async (id: string) => {
    for (let tries = 0; tries < 1500; tries++) {
      const outcome = outcomeOf(id);
      if (outcome) return outcome;
      await sleep(20);
    }
    return assert.fail(`fold run ${id} did not end`);
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'worker-test-'));
    artifacts = path.join(folder, 'artifacts');
    const client = createRedis(redis);
    await client.flushdb();
    client.disconnect();
    folds = openQueue(foldJobs, redis, unexpected);
    outbox = openQueue(reports, redis, unexpected);
    outbox.process(10, async (batch) => void arrived.push(...batch));
  });
  beforeEach(async () => {
    api = await openFakeApi(redis);
  });
  afterEach(async () => {
    await stop();
    api.close();
  });
  after(async () => {
    await folds.close();
    await outbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('meet before any job is taken; then it describes itself, pauses, resumes and says when it stops', async () => {
    const welcome = api.answer;
    api.answer = () => null;
    await start();
    const id = await sendFold();
    const asking = await signThat(({ isWelcome }) => !isWelcome, 'asks for a welcome');
    await sleep(300);
    assert.equal(outcomeOf(id), undefined, 'no job is taken before the welcome');
    api.answer = welcome;
    assert.equal((await endOf(id)).kind, 'scored');
    const self = await signThat(({ environment }) => 'numpy' in environment, 'knows its libraries');
    assert.deepEqual(
      [self.name, self.slots, self.protocol, self.state, self.reason, self.instanceId === asking.instanceId],
      ['tested', 2, protocolNumber, 'TAKING', null, true],
    );
    assert.ok(self.cores > 0 && self.memoryMiB > 100 && self.isolation !== '');

    await api.tell(self.instanceId, { kind: 'pause' });
    await signThat(({ state, isPaused }) => state === 'PAUSED' && isPaused, 'is paused');
    await sleep(1000);
    const waiting = await sendFold();
    await sleep(500);
    assert.equal(await folds.depth(), 1);
    assert.equal(outcomeOf(waiting), undefined, 'a paused worker takes nothing');
    await api.tell(self.instanceId, { kind: 'resume' });
    assert.equal((await endOf(waiting)).kind, 'scored');
    await stop();
    await signThat(({ state }) => state === 'STOPPED', 'has stopped');
  });

  it('finish a fold at hand when it is paused', async () => {
    await start();
    const slow = 'import time\ntime.sleep(1)\nfrom sklearn.dummy import DummyClassifier as get_estimator\n';
    const id = await sendFold(await storeFolders(new LocalArtifactStore(artifacts), [], { 'estimator.py': slow }));
    const { instanceId } = await signThat(({ running }) => running.includes(id), 'runs the fold');
    await api.tell(instanceId, { kind: 'pause' });
    await signThat(({ state }) => state === 'PAUSED', 'is paused');
    assert.equal(outcomeOf(id), undefined);
    assert.equal((await endOf(id)).kind, 'scored');
  });

  it('of another version refuse each other: it parks with the reason and takes jobs once it is welcome', async () => {
    const message = 'The worker is version 9 (protocol 99), the api is version 1 (protocol 1).';
    api.answer = ({ protocol, isWelcome }) =>
      protocol === 99 ? { kind: 'refused', message } : isWelcome ? null : { kind: 'welcome', isPaused: false };
    await start({ protocol: 99 });
    const id = await sendFold();
    const parked = await signThat(({ state }) => state === 'PARKED', 'is parked');
    assert.equal(parked.reason, message);
    // Another api process, of the worker's own version, cannot talk it into taking jobs meanwhile.
    await api.tell(parked.instanceId, { kind: 'welcome', isPaused: false });
    await sleep(300);
    assert.equal((await signThat(() => true, 'is there')).state, 'PARKED');
    assert.equal(outcomeOf(id), undefined);
    api.answer = () => ({ kind: 'welcome', isPaused: false });
    assert.equal((await endOf(id)).kind, 'scored');
  });

  it('a fault of one submission does not park it; a broken store does, until the probe passes again', async () => {
    await start();
    const { instanceId } = await signThat(({ isWelcome }) => isWelcome, 'is welcome');
    assert.equal((await endOf(await sendFold('0'.repeat(64)))).kind, 'platform-failed');
    const fold = await sendFold();
    assert.equal((await endOf(fold)).kind, 'scored');
    for (let tries = 0; !logged.some((line) => line.includes('probe passed')); tries++) {
      assert.ok(tries < 1500, 'the probe was not run, or failed');
      await sleep(20);
    }
    assert.ok(api.signs.every(({ state }) => state !== 'PARKED'));
    await stop();

    await start();
    await signThat((sign) => sign.isWelcome && sign.instanceId !== instanceId, 'is welcome');
    const doomed = await sendFold();
    await endOf(doomed);
    await rename(artifacts, `${artifacts}-away`);
    await writeFile(artifacts, 'a file where the folder was');
    const job = { attempt: 1, foldIndex: 0, limits: defaultFoldLimits, submissionDigest: '1'.repeat(64) };
    const kitDigest = '2'.repeat(64);
    await folds.send({ ...job, foldRunId: randomUUID(), problem: { ...(await reference()), kitDigest } });
    const parked = await signThat(({ state }) => state === 'PARKED', 'is parked');
    assert.match(parked.reason ?? '', /known-answer probe after a fault of the platform failed: .*ENOTDIR/);
    await rm(artifacts);
    await rename(`${artifacts}-away`, artifacts);
    const waiting = await sendFold();
    await signThat(({ state }) => state === 'TAKING', 'takes jobs again by itself');
    assert.equal((await endOf(waiting)).kind, 'scored');
  });

  const reference = async () => ({ options: defaultProblemOptions, dataDigest: null });
});
