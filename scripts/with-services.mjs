// Usage: node scripts/with-services.mjs <command> [arguments…]
// Runs a command with a PostgreSQL and a Redis of its own, which are gone afterwards.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.mjs';
import { serviceEnvironment, startServices } from './services.mjs';
import { findPython } from './setup/python.mjs';

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('Usage: node scripts/with-services.mjs <command> [arguments…]');
  process.exit(2);
}
const services = await startServices({ ephemeral: true });
const PATH = `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`;
const env = { ...process.env, PATH, ...serviceEnvironment(services), PYTHON: findPython() ?? 'python3' };
const child = services.guard.watch(spawn(command, args, { stdio: 'inherit', env }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
const code = await new Promise((resolve) => {
  child.once('error', (error) => {
    console.error(`${command}: ${error.message}`);
    resolve(127);
  });
  child.once('exit', (status) => resolve(status ?? 1));
});
await services.stop();
process.exit(code);
