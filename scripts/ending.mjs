import { onOrphaned } from './orphan.mjs';

const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Makes every way to stop a task end in one clean-up: signals, and the death of whoever started us. Returns
 * `end(code, reason)`, which says why, cleans up once and leaves. A second Ctrl-C does not cut the clean-up short, and what
 * fails because of it is not reported. `signalCode` is the exit code for a task that is meant to be stopped by a signal.
 */
export function endCleanly(cleanUp, { signalCode, log = console.error } = {}) {
  let ending;
  const end = (code, reason) => {
    if (!ending && reason) log(reason);
    ending ??= Promise.resolve()
      .then(cleanUp)
      .catch((error) => console.error(error))
      .then(() => process.exit(code));
    return ending;
  };
  for (const [signal, code] of Object.entries(SIGNAL_CODES)) process.on(signal, () => end(signalCode ?? code));
  onOrphaned(() => end(1));
  return end;
}
