import { setTimeout as sleep } from 'node:timers/promises';
import { Semaphore } from 'async-mutex';
import Bull from 'bull';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { createRedis, type RedisSettings } from '../redis.js';

/** A queue's contract: its name, what a message is, and which id a message has (equal ids are one job). */
export interface QueueDefinition<T extends z.ZodType> {
  name: string;
  schema: T;
  jobId: (message: z.output<T>) => string | undefined;
}

/** One end of a queue. Messages are encoded and checked when sent, and parsed again when taken. */
export interface Queue<M> {
  /** A smaller `priority` is taken first, equal ones in the order they came. Either all jobs of a queue have one, or none. */
  send(message: M, options?: { priority?: number }): Promise<void>;
  /** Takes jobs, `concurrency` at a time. A throw fails the job for good: whoever sent it finds it missing and decides. */
  process(concurrency: number, handle: (message: M) => Promise<void>): void;
  /**
   * The same for jobs whose last part needs none of what `concurrency` counts: `release` gives a job's place to the next one
   * before its handler is done. At most as many again are in their last part. Call one of the two, once.
   */
  processInTwoParts(concurrency: number, handle: (message: M, release: () => void) => Promise<void>): void;
  /** Whether the job waits or runs. A job that ended or was lost is gone. */
  has(jobId: string): Promise<boolean>;
  /** How many messages wait or are being handled. */
  depth(): Promise<number>;
  /** How many messages wait. */
  waiting(): Promise<number>;
  /** Forgets what lost jobs have left in the order of priorities, which would put later ones in wrong places. */
  tidy(): Promise<void>;
  /** Takes a waiting job out; nothing happens to one that runs or is not there. */
  remove(jobId: string): Promise<void>;
  /** Stops taking new jobs; resolves when those at hand are done. */
  drain(): Promise<void>;
  /** Takes jobs again after `drain`. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

export const defineQueue = <T extends z.ZodType>(definition: QueueDefinition<T>): QueueDefinition<T> => definition;

/**
 * A worker that vanishes loses its lock after `lockSeconds`; the next stalled check then removes the job, and the sweeper
 * sends it out as a new attempt. Bull's own retries stay off, so that one place counts attempts.
 */
const lockSeconds = 6;
const stalledCheckSeconds = 3;
const drainPauseMs = 50;

/** Who hears of trouble on a queue. */
export interface QueueListener {
  /** The connection failed, a message could not be parsed, or a handler threw. */
  onError(error: unknown): void;
  /** A worker vanished with this job in its hands. Nothing to mend: the sweeper finds the job gone and sends it again. */
  onLost(jobId: string): void;
}

/** Bull has no other sign for a job that it drops because its lock ran out. */
const isLost = (error: Error): boolean => error.message.startsWith('job stalled');

async function endAtOnce(this: Redis): Promise<'OK'> {
  this.disconnect();
  return 'OK';
}

/** Opens a queue. */
export function openQueue<T extends z.ZodType>(
  definition: QueueDefinition<T>,
  redis: RedisSettings,
  { onError, onLost }: QueueListener,
): Queue<z.output<T>> {
  const clients: Redis[] = [];
  const bull = new Bull<unknown>(definition.name, {
    prefix: 'databoard',
    settings: {
      lockDuration: lockSeconds * 1000,
      stalledInterval: stalledCheckSeconds * 1000,
      maxStalledCount: 0,
    },
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    createClient: (type) => {
      const client = createRedis(redis, type === 'client' ? {} : { enableReadyCheck: false });
      client.on('error', onError);
      // The client that waits for jobs answers nothing meanwhile: Bull would give it half a second, and cut the line then.
      if (type === 'bclient') client.quit = endAtOnce;
      clients.push(client);
      return client;
    },
  });
  bull.on('error', onError);
  let isDraining = false;
  // A job that is dropped may be gone before Bull has read it for this event.
  bull.on('failed', (job: { id: unknown } | null, error) => (isLost(error) ? onLost(String(job?.id)) : onError(error)));

  return {
    async send(message, { priority } = {}) {
      const jobId = definition.jobId(message);
      await bull.add(definition.schema.encode(message), {
        ...(jobId === undefined ? {} : { jobId }),
        ...(priority === undefined ? {} : { priority }),
      });
    },
    process(concurrency, handle) {
      void bull.process(concurrency, async (job) => handle(definition.schema.decode(job.data as never)));
    },
    processInTwoParts(concurrency, handle) {
      const places = new Semaphore(concurrency);
      const held = new Map<string, () => void>();
      const next = bull.getNextJob.bind(bull);
      // Bull's own loops, twice as many as there are places: each waits for a place before it takes a job.
      bull.getNextJob = async () => {
        const [, release] = await places.acquire();
        try {
          // Bull asks again at once, until it has heard that it is paused.
          const job = isDraining ? await sleep(drainPauseMs, undefined) : await next();
          if (job) held.set(String(job.id), release);
          else release();
          return job;
        } catch (error) {
          release();
          throw error;
        }
      };
      void bull.process(2 * concurrency, async (job) => {
        const id = String(job.id);
        // Bull hands a next job to the loop whose job has failed, and would do so after each that is done.
        const release = held.get(id) ?? (await places.acquire())[1];
        held.delete(id);
        const complete = job.moveToCompleted.bind(job);
        job.moveToCompleted = (value, ignoresLock) => complete(value, ignoresLock, true);
        try {
          await handle(definition.schema.decode(job.data as never), release);
        } finally {
          release();
        }
      });
    },
    async has(jobId) {
      return (await bull.getJob(jobId)) !== null;
    },
    async depth() {
      const counts = await bull.getJobCounts();
      return counts.waiting + counts.active + counts.delayed;
    },
    waiting: () => bull.getWaitingCount(),
    async tidy() {
      // A job is there before its priority is, and leaves the order when a worker has it; one that vanished in between stays.
      const order = bull.toKey('priority');
      for (const jobId of await bull.client.zrange(order, 0, -1))
        if ((await bull.client.exists(bull.toKey(jobId))) === 0) await bull.client.zrem(order, jobId);
    },
    async remove(jobId) {
      // Bull refuses to remove a job that a worker holds.
      await (await bull.getJob(jobId))?.remove().catch(() => undefined);
    },
    async drain() {
      isDraining = true;
      await bull.pause(true);
    },
    async resume() {
      isDraining = false;
      await bull.resume(true);
    },
    async close() {
      isDraining = true;
      await bull.close();
      for (const client of clients) client.disconnect();
    },
  };
}
