import { spawn } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import type { SandboxedProcess } from './sandbox.js';

/** Spawns a program with a message channel as descriptor 3 and an environment of exactly `env`. */
export function spawnWithChannel(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  options: { ownGroup?: boolean } = {},
): SandboxedProcess {
  const child = spawn(file, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: options.ownGroup ?? false,
  });
  const channel = child.stdio[3] as Duplex;
  // A broken channel shows as its end; the reason is in `ended`.
  channel.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`could not be started: ${error.message}`));
    child.on('exit', (code, signal) => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`));
  });
  return {
    channel,
    stderr: child.stderr as Readable,
    ended,
    kill() {
      if (!options.ownGroup || child.pid === undefined) {
        child.kill('SIGKILL');
        return;
      }
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group is gone already.
      }
    },
  };
}
