import { exitCode } from '../exit-code.js';

/** On Ctrl-C and the like, or when the reader of the output has left: does the last thing, and ends the process. */
export function onInterrupt(last: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      last();
      process.exit(exitCode.interrupted);
    });
  }
}
