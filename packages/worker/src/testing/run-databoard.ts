import { type SpawnOptions, spawn } from 'node:child_process';
import path from 'node:path';

const bin = path.resolve(import.meta.dirname, '..', '..', 'bin', 'databoard.mjs');

/** Starts the command line as a shell would. */
export const startDataboard = (args: readonly string[], options: SpawnOptions) =>
  spawn(process.execPath, [bin, ...args], options);

/** Runs the command line to its end, with what it wrote and its exit code. */
export async function runDataboard(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = startDataboard(args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...output };
}
