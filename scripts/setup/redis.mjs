import { spawnSync } from 'node:child_process';
import { findOnPath } from './find-on-path.mjs';

// Debian's redis-tools carries the server under another name (redis-server is a link to it that a second package adds,
// together with a system service on port 6379 that we have no use for).
function serverInRedisTools() {
  const command = findOnPath('redis-check-rdb');
  if (!command) return undefined;
  const said = spawnSync(command, ['--version'], { argv0: 'redis-server', encoding: 'utf8' });
  return said.stdout?.startsWith('Redis server') ? { command, argv0: 'redis-server' } : undefined;
}

/** The Redis or Valkey server on this machine, as arguments for `spawn`; undefined when there is none. */
export function findRedisServer() {
  const command = findOnPath('valkey-server') ?? findOnPath('redis-server');
  return command ? { command, argv0: command } : serverInRedisTools();
}

/** The queue's server. Without it a stand-in serves, so it is wanted, not needed. */
export const redis = {
  name: 'Redis',
  needed: false,
  isMissing: () => !process.env.REDIS_URL && !findRedisServer(),
  packages: ['redis-tools'],
  fix: { linux: 'install redis-server or valkey-server', darwin: 'brew install redis' },
  without: 'a JavaScript stand-in serves instead, about 10 times slower and in memory only',
};

/** For tests the server is needed: they kill it, flush it and let several processes race on it, which a stand-in cannot show. */
export const redisForTests = { ...redis, needed: true, without: 'the tests need a real one' };
