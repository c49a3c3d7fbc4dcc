import type { Redis } from 'ioredis';
import { createRedis, type RedisSettings } from './redis.js';

const channel = 'databoard:cancelled';
const keyOf = (jobId: string) => `databoard:cancelled:${jobId}`;
/** As long as a worker may be without Redis and still hear of it; every failed submission leaves some of these. */
const keptSeconds = 120;

/**
 * Tells all workers that fold jobs are cancelled. The message is quick; the key is for workers whose connection was gone
 * meanwhile. Both are hints: a job that nobody stops ends by itself, and its report is dropped.
 */
export async function announceCancelled(client: Redis, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  const commands = client.multi();
  for (const jobId of jobIds) commands.set(keyOf(jobId), '1', 'EX', keptSeconds);
  await commands.publish(channel, jobIds.join(' ')).exec();
}

/** Hears of cancelled jobs until it is closed. */
export interface CancelListener {
  close(): void;
}

/**
 * Listens for cancelled jobs. `running` names the jobs at hand: they are looked up whenever the connection is there again,
 * because messages of the time without it are lost.
 */
export function listenForCancelled(
  redis: RedisSettings,
  handlers: { onCancelled(jobId: string): void; running(): readonly string[]; onError(error: unknown): void },
): CancelListener {
  // A connection that listens may send nothing else, so there are two.
  const listener = createRedis(redis, { autoResubscribe: true, enableReadyCheck: false });
  const asker = createRedis(redis);
  for (const client of [listener, asker]) client.on('error', handlers.onError);
  const lookUp = async () => {
    const running = handlers.running();
    if (running.length === 0) return;
    const found = await asker.mget(running.map(keyOf));
    for (const [index, value] of found.entries()) if (value !== null) handlers.onCancelled(running[index] ?? '');
  };
  listener.on('message', (_channel, jobIds) => {
    for (const jobId of jobIds.split(' ')) handlers.onCancelled(jobId);
  });
  listener.on('ready', () => void lookUp().catch(handlers.onError));
  void listener.subscribe(channel).catch(handlers.onError);
  return {
    close() {
      listener.disconnect();
      asker.disconnect();
    },
  };
}
