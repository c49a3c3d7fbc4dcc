import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '@databoard/shared/log';
import { createRedis } from '@databoard/shared/redis';
import { type App, createApp } from '../app.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { FakeWorker } from './fake-worker.js';
import { GraphqlClient } from './graphql-client.js';
import { createTestDatabase } from './test-database.js';
import { testEnvironment } from './test-environment.js';

/** Real time, moved forward on demand. */
class MovableClock implements Clock {
  private offsetMs = 0;
  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
  advance(seconds: number): void {
    this.offsetMs += seconds * 1000;
  }
}

/** An api on a fresh database and an empty Redis, with a fake worker. */
export interface TestApp {
  app: App;
  address: string;
  clock: MovableClock;
  worker: FakeWorker;
  config: Config;
  /** Lines that the api has logged, parsed. */
  logged: { level: number; msg: string; [key: string]: unknown }[];
  client(): GraphqlClient;
  /** A second api process on the same services. */
  startAnother(): Promise<App>;
  flushRedis(): Promise<void>;
  close(): Promise<void>;
}

// Bull's names are fixed, so test files that follow each other take turns on Redis's numbered databases.
let filesStarted = 0;

export async function startTestApp(changed: Partial<Config> = {}): Promise<TestApp> {
  const { redis } = testEnvironment();
  const redisUrl = new URL(redis.url);
  if (!redis.embedded) redisUrl.pathname = `/${1 + (filesStarted++ % 15)}`;
  const ownRedis = { url: redisUrl.href, embedded: redis.embedded };
  const admin = createRedis(ownRedis);
  await admin.flushdb();

  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'databoard-api-'));
  const config: Config = {
    databaseUrl: database.url,
    redis: ownRedis,
    artifacts: { kind: 'folder', folder },
    uploadsFolder: path.join(folder, 'uploads'),
    host: '127.0.0.1',
    port: 0,
    webDist: null,
    pagesFolder: null,
    publicOrigin: null,
    allowedOrigins: [],
    gitInternalOrigins: [],
    logLevel: 'info',
    isCookieSecure: false,
    isProxyTrusted: false,
    sessionDays: 30,
    signInTriesPer15Minutes: 10_000,
    signUpsPerHour: 10_000,
    accountMailsPerHour: 10_000,
    oidc: null,
    requiresEmailConfirmation: false,
    requiresApproval: false,
    mailPlace: { kind: 'folder', folder: path.join(folder, 'mail') },
    mailFrom: 'Databoard <databoard@example.org>',
    // Tests of other things read mails where they were queued.
    mailSeconds: 3600,
    mailDays: 30,
    notificationDays: 180,
    interactionDays: 365,
    requestSeconds: 60,
    sweepSeconds: 0.1,
    // A day: tests of other things are not to be disturbed.
    blendQuietSeconds: 86_400,
    ...changed,
  };
  const clock = new MovableClock();
  const logged: TestApp['logged'] = [];
  const log = createLog('api', 'info', { write: (line: string) => void logged.push(JSON.parse(line)) });
  const app = await createApp(config, { clock, log });
  const address = await app.listen();
  const worker = new FakeWorker(ownRedis).start();
  const others: App[] = [];
  return {
    app,
    address,
    clock,
    worker,
    config,
    logged,
    client: () => new GraphqlClient(address),
    async startAnother() {
      const another = await createApp(config, { clock, log });
      others.push(another);
      await another.listen();
      return another;
    },
    flushRedis: async () => void (await admin.flushdb()),
    async close() {
      await worker.close();
      for (const other of others) await other.close();
      await app.close();
      admin.disconnect();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Asks again until the answer is there; fails after fifteen seconds, which only a starved machine needs. */
export async function eventually<T>(ask: () => Promise<T | null | undefined | false>, what: string): Promise<T> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(20);
  }
  throw new Error(`Did not happen within fifteen seconds: ${what}`);
}
