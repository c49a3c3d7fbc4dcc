import { Redis, type RedisOptions } from 'ioredis';

/** How to reach Redis. `embedded` marks the JavaScript stand-in, which lacks one command that Bull needs. */
export interface RedisSettings {
  url: string;
  embedded: boolean;
}

/** Opens a connection that waits for Redis instead of failing when it restarts. The caller disconnects it. */
export function createRedis(settings: RedisSettings, options: RedisOptions = {}): Redis {
  const client = new Redis(settings.url, { maxRetriesPerRequest: null, ...options });
  if (settings.embedded) {
    Object.assign(client, {
      brpoplpush: (from: string, to: string, timeout: number) => client.blmove(from, to, 'RIGHT', 'LEFT', timeout),
    });
  }
  return client;
}
