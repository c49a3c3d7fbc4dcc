import { once } from 'node:events';

/**
 * Asks the script that started this benchmark for a fresh worker; resolves when that takes jobs: true, or false when the
 * benchmark was started by something else.
 */
export async function restartWorker(): Promise<boolean> {
  if (process.send === undefined) return false;
  process.send({ restart: 'worker' });
  const [answer] = (await once(process, 'message')) as [{ error?: string }];
  // The channel must not keep the benchmark alive.
  process.channel?.unref();
  if (answer.error !== undefined) throw new Error(`The worker did not restart: ${answer.error}`);
  return true;
}
