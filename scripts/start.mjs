// `npm start`: builds what changed, starts everything with its data under var/, and opens the demo on the first start.
import path from 'node:path';
import { buildAll } from './build/build-all.mjs';
import { endCleanly } from './ending.mjs';
import { root } from './root.mjs';
import { DEMO_ACCOUNTS, seedDemoOnce } from './seed-demo.mjs';
import { chooseHttpPort } from './stack/http-port.mjs';
import { claimDataDir } from './stack/only-one.mjs';
import { startStack } from './stack.mjs';

const dataDir = path.join(root, 'var');
const log = (line) => console.error(`[start] ${line}`);
const withDemo = !process.argv.includes('--no-demo');

let stack;
let claim;
const end = endCleanly(
  async () => {
    if (stack) log('Stopping');
    await stack?.stop();
    claim?.release();
  },
  { signalCode: 0, log },
);

function banner(url) {
  const accounts = DEMO_ACCOUNTS.map(
    ({ username, password, role }) => `    ${username.padEnd(8)} ${password.padEnd(18)} ${role}`,
  );
  const demo = withDemo ? ['', '  Demo accounts (name, password):', ...accounts] : [];
  const rule = '─'.repeat(64);
  return [
    rule,
    `  Databoard runs at ${url}`,
    ...demo,
    '',
    `  Logs: ${path.join(dataDir, 'logs')}    Ctrl-C stops everything.`,
    rule,
  ].join('\n');
}

try {
  claim = claimDataDir(dataDir);
  const { ok } = await buildAll({ log });
  if (!ok) throw new Error('The build failed; its output is above.');
  log('Starting PostgreSQL, Redis, the api and a worker');
  const host = process.env.HOST || '127.0.0.1';
  const port = await chooseHttpPort(host, log);
  stack = await startStack({ dataDir, host, port, log });
  claim.announce({ url: stack.apiUrl });
  if (withDemo) await seedDemoOnce({ dataDir, stack, log });
  console.log(banner(stack.apiUrl));
  stack.output.setLevel('info');
  await end(1, await stack.failed);
} catch (error) {
  await end(1, error.message);
}
