import { buildAll } from '../build/build-all.mjs';
import { runCommand } from '../command.mjs';
import { bin } from '../root.mjs';
import { checkEnvironmentExample, checkEnvironmentReads } from './environment.mjs';
import { checkLayers } from './layers.mjs';
import { checkLockfile } from './lockfile.mjs';
import { checkNames } from './names.mjs';
import { checkWalk } from './walk.mjs';

async function fromCommand(command, args) {
  const { code, output } = await runCommand(command, args);
  return code === 0 ? [] : [output];
}

/** Types and generated files: the compiler passes, and what it generates is what is committed. */
async function checkBuild() {
  const said = [];
  const { ok, stale } = await buildAll({ log: (line) => said.push(line), forCheck: true });
  if (!ok) return said;
  return stale.map((file) => `${file} was out of date. It has been rewritten: commit it.`);
}

/** Every check of `npm run check`: a title, and a function that resolves to the list of problems. */
const CHECKS = [
  ['types hold and generated files are up to date', checkBuild],
  ['format and lint', () => fromCommand(bin('biome'), ['check', '.', '--max-diagnostics=50'])],
  [
    'no dead code, no unused dependencies',
    () => fromCommand(bin('knip'), ['--no-progress', '--treat-config-hints-as-errors']),
  ],
  ['imports go one way', checkLayers],
  ['files have telling names and fair lengths', checkNames],
  ['only config files read the environment', checkEnvironmentReads],
  ['.env.example matches the settings', checkEnvironmentExample],
  ['the lockfile names no host', checkLockfile],
  ['links of docs/walk.md are alive', checkWalk],
];

async function runCheck([title, check], log) {
  const start = Date.now();
  // A check that breaks is a check that failed.
  const problems = await Promise.resolve()
    .then(() => check())
    .catch((error) => [`the check itself broke: ${error.stack}`]);
  const mark = problems.length === 0 ? '✓' : '✗';
  log(
    [
      `  ${mark} ${title} (${((Date.now() - start) / 1000).toFixed(1)} s)`,
      ...problems.map((one) => one.replaceAll(/^/gm, '      ')),
    ].join('\n'),
  );
  return problems.length === 0;
}

/** Runs all checks, says how each went, and resolves to `{ passed, failed }`. The build comes first: knip needs its output. */
export async function runAllChecks({ log = console.log } = {}) {
  const [build, ...others] = CHECKS;
  const results = [await runCheck(build, log), ...(await Promise.all(others.map((check) => runCheck(check, log))))];
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}
