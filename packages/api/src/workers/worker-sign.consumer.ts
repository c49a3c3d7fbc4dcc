import type { Log } from '@databoard/shared/log';
import type { RedisSettings } from '@databoard/shared/redis';
import { type WorkerSign, workerSign, workerSignChannel } from '@databoard/shared/worker-sign';
import type { Redis } from 'ioredis';

/**
 * Listens to workers' signs. What cannot be read is logged and dropped; so is one that could not be handled: another
 * follows. Returns how to stop, which resolves when none is being handled any more.
 */
export function consumeWorkerSigns(
  subscribeClient: Redis,
  redis: RedisSettings,
  log: Log,
  handle: (sign: WorkerSign) => Promise<void>,
): () => Promise<void> {
  const handled = new Set<Promise<void>>();
  let isStopped = false;
  const channel = workerSignChannel(redis);
  subscribeClient.on('message', (from, text) => {
    if (from !== channel || isStopped) return;
    const one = (async () => handle(workerSign.parse(JSON.parse(text))))()
      .catch((err: unknown) => log.warn({ err }, 'dropped a worker’s sign'))
      .finally(() => handled.delete(one));
    handled.add(one);
  });
  // Waits for Redis as long as it takes, and again after each time that it was away.
  subscribeClient.subscribe(channel).catch((err: unknown) => log.error({ err }, 'workers’ signs cannot be heard'));
  return async () => {
    isStopped = true;
    await Promise.all(handled);
  };
}
