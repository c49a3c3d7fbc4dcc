import { readFileSync } from 'node:fs';

const parentOf = (pid) => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]);
  } catch {
    return 0;
  }
};

/**
 * Calls back once when whoever started us is gone. npm does not hand SIGTERM to its script, and may have put a shell in
 * between that survives it, so a change of the grandparent counts too (where /proc tells it).
 */
export function onOrphaned(callback) {
  const line = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const start = line();
  const timer = setInterval(() => {
    if (line() === start) return;
    clearInterval(timer);
    callback();
  }, 500);
  timer.unref();
}
