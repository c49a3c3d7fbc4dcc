import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startGuard } from './services/guard.mjs';
import { startPostgres } from './services/postgres.mjs';
import { startRedis } from './services/redis.mjs';

/**
 * Brings PostgreSQL and Redis up on free loopback ports. `DATABASE_URL` and `REDIS_URL` replace either.
 *
 * `dataDir` keeps data, generated passwords and logs; with `ephemeral` a temporary folder takes its place, nothing is
 * synced to disk, and `stop()` removes it. `failed` settles with a message when a service ends by itself.
 * Whatever way this process ends, the services end with it.
 *
 * @param {{ dataDir?: string, ephemeral?: boolean, log?: (line: string) => void }} options
 */
export async function startServices({ dataDir, ephemeral = false, log = console.error } = {}) {
  const folder = ephemeral ? mkdtempSync(path.join(tmpdir(), 'databoard-')) : path.resolve(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const guard = startGuard();
  if (ephemeral) guard.removeFolder(folder);
  const given = { postgres: process.env.DATABASE_URL, redis: process.env.REDIS_URL };
  const options = { dataDir: folder, ephemeral, guard, log };
  const started = await Promise.allSettled([
    given.postgres ? { url: given.postgres } : startPostgres(options),
    given.redis ? { url: given.redis, embedded: process.env.REDIS_EMBEDDED === '1' } : startRedis(options),
  ]);

  let stopping;
  const stop = () => {
    stopping ??= (async () => {
      await Promise.all(started.map(({ value }) => value?.stop?.()));
      if (ephemeral) rmSync(folder, { recursive: true, force: true });
      guard.release();
    })();
    return stopping;
  };
  const broken = started.find(({ status }) => status === 'rejected');
  if (broken) {
    await stop();
    throw broken.reason;
  }
  const [postgres, redis] = started.map(({ value }) => value);
  const failed = new Promise((resolve) => {
    const watch = (name, child) =>
      child?.once('exit', () => stopping ?? resolve(`${name} ended by itself; its log is in ${folder}`));
    watch('PostgreSQL', postgres.child);
    watch('Redis', redis.child);
  });
  return {
    dataDir: folder,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    redisEmbedded: redis.embedded,
    /** Undefined where a server was there before us. */
    pids: { postgres: postgres.child?.pid, redis: redis.child?.pid },
    guard,
    failed,
    stop,
  };
}

/** The settings through which our processes find the services. */
export function serviceEnvironment({ databaseUrl, redisUrl, redisEmbedded }) {
  return { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, REDIS_EMBEDDED: redisEmbedded ? '1' : '0' };
}
