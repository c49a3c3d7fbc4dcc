import type { Log } from './log.js';

/**
 * Runs `close` once on SIGTERM or SIGINT and ends the process. A close that hangs past the grace period, an unhandled
 * rejection and an uncaught exception all end it with a non-zero code.
 */
export function closeOnSignal(log: Log, close: () => Promise<void>, graceSeconds = 15): void {
  let closing = false;
  const stop = (code: number) => {
    if (closing) return;
    closing = true;
    setTimeout(() => {
      log.error({ graceSeconds }, 'close took too long');
      process.exit(1);
    }, graceSeconds * 1000).unref();
    close().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, 'close failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception');
    stop(1);
  });
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'unhandled rejection');
    stop(1);
  });
}
