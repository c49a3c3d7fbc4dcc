import { setTimeout as sleep } from 'node:timers/promises';
import { openArtifactStore } from '@databoard/shared/artifacts/open-artifact-store';
import type { Log } from '@databoard/shared/log';
import { bagJobs } from '@databoard/shared/queues/bag-jobs';
import { openQueue, type QueueListener } from '@databoard/shared/queues/define-queue';
import { foldJobs } from '@databoard/shared/queues/fold-jobs';
import { kitCheckJobs } from '@databoard/shared/queues/kit-check-jobs';
import { kitJobs } from '@databoard/shared/queues/kit-jobs';
import { reports } from '@databoard/shared/queues/reports';
import { consumeBagJob } from './bag-job.consumer.js';
import type { Config } from './config.js';
import { type ConsumerDependencies, consumeFoldJob } from './fold-job.consumer.js';
import { consumeKitCheckJob } from './kit-check-job.consumer.js';
import { consumeKitJob } from './kit-job.consumer.js';
import { removeLeftovers } from './runtime/leftovers.js';
import { openProblemRuntimes } from './runtime/problem-runtimes.js';
import { chooseIsolation } from './sandbox/choose-isolation.js';
import { findPython } from './sandbox/python.js';

/** How long running folds may go on once the worker is asked to stop. */
const graceSeconds = 10;
/** Bags and kits wait for the scorer, not for a core of ours; folds need the slots. */
const otherJobsAtOnce = 2;
/** A check trains and predicts, beside the slots: one at a time, fold by fold, takes no more than a core from them. */
const kitChecksAtOnce = 1;

/** Composes a worker and starts to take jobs. `close` stops taking, gives running folds a while, and ends every process. */
export async function startWorker(config: Config, log: Log): Promise<{ close: () => Promise<void> }> {
  const python = await findPython(config.python);
  const { sandbox, isolation } = await chooseIsolation(config.isolation, python, log);
  await removeLeftovers();
  const store = openArtifactStore(config.artifacts);
  const { slots, workerFolder, pip } = config;
  const runtimes = openProblemRuntimes({ sandbox, isolation, slots, log, store, workerFolder, pip });

  const listener: QueueListener = {
    onError: (error) => log.error({ err: error }, 'queue trouble'),
    onLost: (jobId) => log.warn({ jobId }, 'a worker vanished with this job; the api will send it again'),
  };
  const outbox = openQueue(reports, config.redis, listener);
  const folds = openQueue(foldJobs, config.redis, listener);
  const bags = openQueue(bagJobs, config.redis, listener);
  const kits = openQueue(kitJobs, config.redis, listener);
  const kitChecks = openQueue(kitCheckJobs, config.redis, listener);
  const inboxes = [folds, bags, kits, kitChecks];
  const stop = new AbortController();
  const dependencies: ConsumerDependencies = {
    runtimes,
    store,
    name: config.name,
    report: (report) => outbox.send(report),
    stopping: stop.signal,
    log,
  };
  folds.process(slots, (job) => consumeFoldJob(job, dependencies));
  bags.process(otherJobsAtOnce, (job) => consumeBagJob(job, dependencies));
  kits.process(otherJobsAtOnce, (job) => consumeKitJob(job, dependencies));
  kitChecks.process(kitChecksAtOnce, (job) => consumeKitCheckJob(job, dependencies));
  log.info({ worker: config.name, slots, isolation, python: python.executable }, 'taking jobs');

  return {
    async close() {
      const drained = Promise.all(inboxes.map((queue) => queue.drain()));
      await Promise.race([drained, sleep(graceSeconds * 1000, undefined, { ref: false })]);
      stop.abort();
      await runtimes.close();
      await Promise.all([...inboxes, outbox].map((queue) => queue.close()));
    },
  };
}
