import { spawn } from 'node:child_process';
import { stopChild } from '../services/processes.mjs';

const LONGEST_PAUSE_SECONDS = 30;
const HEALTHY_AFTER_SECONDS = 60;

/**
 * Keeps one of our processes running: starts it again when it ends by itself, after 1, 2, 4 … 30 s, and says so.
 * The pause falls back to 1 s once it has run for a minute.
 */
export function supervise({ name, command, args, env, guard, output, log }) {
  let child;
  let stopping = false;
  let keptDown = false;
  let timer;
  let pauseSeconds = 1;

  const start = () => {
    const startedAt = Date.now();
    // Detached, so that Ctrl-C reaches us alone: we end the processes in the right order.
    child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    guard.watch(child);
    output.follow(name, child);
    child.once('error', (error) => log(`${name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      if (stopping || keptDown) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_SECONDS * 1000) pauseSeconds = 1;
      log(`The ${name} ended by itself (${signal ?? `exit code ${code}`}). It starts again in ${pauseSeconds} s.`);
      timer = setTimeout(start, pauseSeconds * 1000);
      pauseSeconds = Math.min(pauseSeconds * 2, LONGEST_PAUSE_SECONDS);
    });
  };
  start();
  return {
    get pid() {
      return child.pid;
    },
    /** Ends it with a signal; it stays down until `start`. */
    async takeDown(signal = 'SIGTERM') {
      keptDown = true;
      clearTimeout(timer);
      await stopChild(child, signal, 20);
    },
    start() {
      keptDown = false;
      start();
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await stopChild(child, 'SIGTERM', 20);
    },
  };
}
