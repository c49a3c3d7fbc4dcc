import { setTimeout as sleep } from 'node:timers/promises';
import { openArtifactStore } from '@databoard/shared/artifacts/open-artifact-store';
import { listenForCancelled } from '@databoard/shared/cancellations';
import type { Log } from '@databoard/shared/log';
import { bagJobs } from '@databoard/shared/queues/bag-jobs';
import { blendJobs } from '@databoard/shared/queues/blend-jobs';
import { openQueue, type QueueListener } from '@databoard/shared/queues/define-queue';
import { foldJobs } from '@databoard/shared/queues/fold-jobs';
import { kitCheckJobs } from '@databoard/shared/queues/kit-check-jobs';
import { kitJobs } from '@databoard/shared/queues/kit-jobs';
import { type Report, reports } from '@databoard/shared/queues/reports';
import { rescoreJobs } from '@databoard/shared/queues/rescore-jobs';
import { createRedis } from '@databoard/shared/redis';
import type { WorkerCommand } from '@databoard/shared/worker-command';
import { consumeBagJob } from './bag-job.consumer.js';
import { consumeBlendJob } from './blend-job.consumer.js';
import type { Config } from './config.js';
import { consumeFoldJob, type FoldConsumerDependencies } from './fold-job.consumer.js';
import { Health } from './health.js';
import { Intake, inboxInTwoParts, inboxOf } from './intake.js';
import { consumeKitCheckJob } from './kit-check-job.consumer.js';
import { consumeKitJob } from './kit-job.consumer.js';
import { openOutbox } from './outbox.js';
import { Registration } from './registration.js';
import { consumeRescoreJob } from './rescore-job.consumer.js';
import { runProbe } from './run-probe.js';
import { createRunningFolds } from './running-folds.js';
import { installedVersions } from './runtime/installed-versions.js';
import { removeLeftovers } from './runtime/leftovers.js';
import { openProblemRuntimes } from './runtime/problem-runtimes.js';
import { chooseIsolation } from './sandbox/choose-isolation.js';
import { findPython } from './sandbox/python.js';
import { Standing } from './standing.js';

/** How long running folds may go on once the worker is asked to stop. */
const graceSeconds = 10;
/** Bags and kits wait for the scorer, not for a core of ours; folds need the slots. */
const otherJobsAtOnce = 2;
/** A check trains and predicts, beside the slots: one at a time, fold by fold, takes no more than a core from them. */
const kitChecksAtOnce = 1;
/** A blend keeps the scorer busy, which others wait for, and holds a fold of all submissions. */
const blendsAtOnce = 1;
/** Nobody waits for a rescoring: it takes no more than a core from those who have submitted. */
const rescoresAtOnce = 1;

/**
 * Composes a worker, makes it known, and takes jobs while it may. `close` stops taking, gives running folds a while, and
 * ends every process. Tests replace the protocol number.
 */
export async function startWorker(
  config: Config,
  log: Log,
  replaced: { protocol?: number } = {},
): Promise<{ close: () => Promise<void> }> {
  const stop = new AbortController();
  const running = createRunningFolds(stop.signal);
  const standing = new Standing(() => {
    const { state, reason, mayTake } = standing;
    log[reason === null ? 'info' : 'error']({ state, reason }, mayTake ? 'taking jobs' : 'taking no jobs');
    intake.set(mayTake);
    void registration.give();
  });
  const onCommand = (command: WorkerCommand) => {
    if (standing.hear(command)) health.trust();
  };
  const { protocol } = replaced;
  const registration = new Registration({
    redis: config.redis,
    standing,
    running: running.ids,
    log,
    onCommand,
    protocol,
  });

  const python = await findPython(config.python);
  const { sandbox, isolation, walls } = await chooseIsolation(config.isolation, python, log);
  await removeLeftovers();
  const store = openArtifactStore(config.artifacts);
  const { slots, workerFolder, pip } = config;
  const cacheBytesMax = config.cacheMiB * 1_048_576;
  const runtimesSettings = { sandbox, isolation, slots, log, store, workerFolder, cacheBytesMax, pip };
  const runtimes = openProblemRuntimes(runtimesSettings);
  const health = new Health({
    probe: () => runProbe(store, runtimesSettings),
    doubt: (fault) => standing.doubt(fault),
    log,
  });

  const listener: QueueListener = {
    onError: (error) => log.error({ err: error }, 'queue trouble'),
    onLost: (jobId) => log.warn({ jobId }, 'a worker vanished with this job; the api will send it again'),
  };
  // Connects with the first line that is printed.
  const liveLogs = { redis: createRedis(config.redis, { lazyConnect: true }), onError: listener.onError };
  liveLogs.redis.on('error', listener.onError);
  const reportQueue = openQueue(reports, config.redis, listener);
  const outbox = openOutbox(reportQueue);
  const folds = openQueue(foldJobs, config.redis, listener);
  const bags = openQueue(bagJobs, config.redis, listener);
  const kits = openQueue(kitJobs, config.redis, listener);
  const kitChecks = openQueue(kitCheckJobs, config.redis, listener);
  const blends = openQueue(blendJobs, config.redis, listener);
  const rescores = openQueue(rescoreJobs, config.redis, listener);
  const cancelListener = listenForCancelled(config.redis, {
    onCancelled: running.cancel,
    running: running.ids,
    onError: listener.onError,
  });
  const dependencies: FoldConsumerDependencies = {
    runtimes,
    store,
    name: config.name,
    async report(report, options) {
      if (isOurFault(report)) health.suspect();
      await outbox.report(report, options);
    },
    running,
    liveLogs,
    stopping: stop.signal,
    log,
  };
  const intake = new Intake(
    [
      // A slot is for running a submission's code: while the predictions are scored, it is the next fold's.
      inboxInTwoParts(folds, slots, (job, release) => consumeFoldJob(job, dependencies, release)),
      inboxOf(bags, otherJobsAtOnce, (job) => consumeBagJob(job, dependencies)),
      inboxOf(kits, otherJobsAtOnce, (job) => consumeKitJob(job, dependencies)),
      inboxOf(kitChecks, kitChecksAtOnce, (job) => consumeKitCheckJob(job, dependencies)),
      inboxOf(blends, blendsAtOnce, (job) => consumeBlendJob(job, dependencies)),
      inboxOf(rescores, rescoresAtOnce, (job) => consumeRescoreJob(job, dependencies)),
    ],
    log,
  );
  log.info({ worker: config.name, slots, isolation, python: python.executable }, 'ready');
  await registration.announce({ name: config.name, slots, isolation, walls });
  installedVersions(python).then(
    (versions) => registration.setEnvironment(versions),
    (err: unknown) => log.warn({ err }, 'the versions of the Python libraries are not known'),
  );

  return {
    async close() {
      standing.stop();
      health.close();
      await Promise.race([intake.end(), sleep(graceSeconds * 1000, undefined, { ref: false })]);
      stop.abort();
      await runtimes.close();
      await registration.close();
      await Promise.all([folds, bags, kits, kitChecks, blends, rescores, reportQueue].map((queue) => queue.close()));
      cancelListener.close();
      liveLogs.redis.disconnect();
    },
  };
}

/** Whether a report says that this worker, or the kit's scoring in its hands, could not do what was asked. */
const isOurFault = (report: Report): boolean => 'outcome' in report && report.outcome.kind === 'platform-failed';
