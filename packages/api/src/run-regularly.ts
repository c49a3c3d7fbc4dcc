import type { Log } from '@databoard/shared/log';

/**
 * Does something every so many seconds, one at a time; what fails is tried again the next time. Returns how to stop, which
 * waits for what is under way.
 */
export function runRegularly(
  everySeconds: number,
  work: () => Promise<unknown>,
  { log, failed, firstAfterSeconds }: { log: Log; failed: string; firstAfterSeconds: number },
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const once = async () => {
    await work().catch((error: unknown) => {
      if (!isStopped) log.error({ err: error }, failed);
    });
    if (!isStopped) timer = setTimeout(start, everySeconds * 1000);
  };
  const start = () => {
    running = once();
  };
  timer = setTimeout(start, firstAfterSeconds * 1000);
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}
