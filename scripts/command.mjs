import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.mjs';

/**
 * Runs a command in the checkout and hands back its exit code and output (both streams in order of arrival).
 * It never throws: a command that cannot start or dies of a signal has code 1 and says so in its output.
 */
export function runCommand(command, args, { env = process.env, cwd = root, onSpawn } = {}) {
  return new Promise((resolve) => {
    const PATH = `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${env.PATH}`;
    const child = spawn(command, args, { cwd, env: { ...env, PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
    onSpawn?.(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.once('error', (error) => resolve({ code: 1, output: `${command}: ${error.message}` }));
    child.once('close', (code, signal) => {
      if (signal) output += `\n${command} was ended by ${signal}`;
      resolve({ code: code ?? 1, output: output.trim() });
    });
  });
}
