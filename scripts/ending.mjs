import { onOrphaned } from './orphan.mjs';

/**
 * Makes every way to stop a task end in one clean-up: signals, and the death of whoever started us. Returns `end(code)`,
 * which cleans up once and leaves. A second Ctrl-C does not cut the clean-up short: it takes seconds at most.
 */
export function endCleanly(cleanUp) {
  let ending;
  const end = (code) => {
    ending ??= Promise.resolve()
      .then(cleanUp)
      .catch((error) => console.error(error))
      .then(() => process.exit(code));
    return ending;
  };
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
    process.on(signal, () => end(code));
  onOrphaned(() => end(1));
  return end;
}
