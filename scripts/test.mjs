// `npm test`: every check and every test, ending with one line `N passed, N failed` over all of them.
// Arguments pick runners by name: `npm test -- python scripts`.
import { buildAll } from './build/build-all.mjs';
import { runAllChecks } from './checks/all-checks.mjs';
import { endCleanly } from './ending.mjs';
import { node } from './root.mjs';
import { serviceEnvironment, startServices } from './services.mjs';
import { findChromium } from './setup/chromium.mjs';
import { findPython } from './setup/python.mjs';
import { runMocha, runUnittest } from './test/runners.mjs';

const chosen = process.argv.slice(2);
let services;
const end = endCleanly(() => services?.stop());

const python = findPython() ?? 'python3';
services = await startServices({ ephemeral: true, log: console.log });
const env = {
  ...process.env,
  ...serviceEnvironment(services),
  PYTHON: python,
  CHROMIUM: findChromium() ?? '',
  NODE: node,
};
const options = { env, onSpawn: services.guard.watch };
const mocha = (patterns) => runMocha(patterns, options);

async function build() {
  const { ok } = await buildAll({ log: console.log });
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const RUNNERS = {
  checks: () => runAllChecks(),
  build,
  scripts: () => mocha(['scripts/**/*.test.mjs']),
  python: () => runUnittest(python, options),
  packages: () => mocha(['packages/*/dist/**/*.test.js', 'packages/web/dist-test/**/*.test.js']),
  e2e: () => mocha(['e2e/*.test.mjs', 'e2e/{bench,chaos}/*.test.mjs']),
};
const wrong = chosen.filter((name) => !(name in RUNNERS));
if (wrong.length > 0) {
  console.error(`No such runner: ${wrong.join(', ')}. There are: ${Object.keys(RUNNERS).join(', ')}.`);
  await end(2);
}

const results = [];
for (const [name, run] of Object.entries(RUNNERS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const start = Date.now();
  const counts = await run().catch((error) => {
    console.log(error);
    return { passed: 0, failed: 1 };
  });
  results.push({ name, ...counts, seconds: (Date.now() - start) / 1000 });
}

console.log('');
for (const { name, shaky = [], failures = [] } of results) {
  for (const { title, message } of shaky) console.log(`shaky: ${name}: ${title}: ${message}`);
  for (const { title, message } of failures) console.log(`failed: ${name}: ${title}: ${message}`);
}
for (const { name, passed, failed, seconds } of results)
  console.log(`${name.padEnd(10)} ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`);
const sum = (key) => results.reduce((total, each) => total + each[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
await end(sum('failed') === 0 ? 0 : 1);
