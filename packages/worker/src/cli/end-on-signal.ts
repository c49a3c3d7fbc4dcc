import { exitCode } from './exit-code.js';
import type { LocalRuntimes } from './local-runtimes.js';

/** A kit that is still being read cannot be closed before it is open, and nobody waits for that after Ctrl-C. */
const closingSecondsMax = 3;

/** Ends everything, and this process, on Ctrl-C and the like; the answer is aborted from then on. */
export function endOnSignal(local: LocalRuntimes): AbortSignal {
  const interrupted = new AbortController();
  const end = () => {
    local.abandon();
    process.exit(exitCode.interrupted);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // A terminal tells the whole group and the launcher passes it on, so the same Ctrl-C comes twice.
    process.on(signal, () => {
      if (interrupted.signal.aborted) return;
      interrupted.abort();
      setTimeout(end, closingSecondsMax * 1000);
      void local.close().finally(end);
    });
  }
  return interrupted.signal;
}
