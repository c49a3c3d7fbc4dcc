import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port on 127.0.0.1 that nobody listens on now. Another process may take it first: callers retry. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether something accepts connections on a loopback port. */
export function isListening(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true) ?? socket.destroy());
    socket.once('error', () => resolve(false));
  });
}

/** Whether a process exists, also one that belongs to somebody else. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The command line of a process, '' when it is gone: tells our own leftovers from a stranger with a recycled id. */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    if (process.platform === 'linux') return '';
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  }
}

/** Waits until `done()` holds; false when the time is over. */
export async function waitFor(done, timeoutSeconds, everyMs = 25) {
  const end = Date.now() + timeoutSeconds * 1000;
  while (!(await done())) {
    if (Date.now() > end) return false;
    await sleep(everyMs);
  }
  return true;
}

/** Asks a child to end, then insists. Resolves when it is gone. */
export async function stopChild(child, signal, graceSeconds = 10) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
  await gone;
  clearTimeout(timer);
}

/** Ends a process that is not our child, for example one that an earlier, killed run left behind. */
export async function stopStray(pid, signal, graceSeconds = 10) {
  try {
    process.kill(pid, signal);
    if (await waitFor(() => !isAlive(pid), graceSeconds)) return;
    process.kill(pid, 'SIGKILL');
    await waitFor(() => !isAlive(pid), 5);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
