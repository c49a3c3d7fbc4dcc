// Usage: node e2e/reference-scores.mjs <folder of kits> --out <folder> [--ramp-test <command>] [--only a,b] [--random-runs 8]
// Has ramp-workflow's own `ramp-test` run every sample submission of every kit, on this machine and with one BLAS thread,
// as workers have, and writes what conformance.mjs compares with: one JSON file per submission. What does not give the
// same scores twice is run until there are as many runs as --random-runs says, to see how far they lie apart. By hand.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../scripts/command.mjs';
import { largestDifference } from './compare-scores.mjs';
import { digestOf } from './measure-kit.mjs';
import { kitEntry, kitNames, prepareKit } from './prepare-kit.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    only: { type: 'string' },
    'random-runs': { type: 'string', default: '8' },
    'ramp-test': { type: 'string', default: 'ramp-test' },
  },
});
const [folder] = positionals;
if (folder === undefined || values.out === undefined) throw new Error('Say which folder holds the kits, and --out.');

/** Rows of a CSV file that pandas wrote, as objects; what is empty was not a number. */
function readRows(file) {
  const [header, ...rows] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, column) => [header[column], cell])));
}

const scoresOf = ({ step, time, n_bag, ...scores }) =>
  Object.fromEntries(
    Object.entries(scores).map(([name, cell]) => {
      const value = cell === '' ? Number.NaN : Number(cell);
      return [name, Number.isNaN(value) ? 'nan' : Number.isFinite(value) ? value : cell];
    }),
  );
const bySteps = (rows) => Object.fromEntries(rows.map((row) => [row.step, scoresOf(row)]));

/** What `--save-output` left: scores of every fold, and the bagged ones over all folds, which come last per step. */
function readOutput(output) {
  const folds = readdirSync(output)
    .filter((name) => /^fold_\d+$/.test(name))
    .sort((a, b) => Number(a.slice(5)) - Number(b.slice(5)))
    .map((name) => bySteps(readRows(path.join(output, name, 'scores.csv'))));
  return { folds, bagged: bySteps(readRows(path.join(output, 'bagged_scores.csv'))) };
}

async function runOnce(kit, submission, { quick, dataLabel } = {}) {
  const output = path.join(kit, 'submissions', submission, 'training_output');
  rmSync(output, { recursive: true, force: true });
  const args = ['--submission', submission, '--save-output', '--ignore-warning'];
  if (quick) args.push('--quick-test');
  if (dataLabel) args.push('--data-label', dataLabel);
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', TERM: 'dumb' };
  const ran = await runCommand(values['ramp-test'], args, { cwd: kit, env });
  if (ran.code !== 0)
    return { failure: ran.output.split('\n').findLast((line) => /^\w*(Error|Exception)\b/.test(line)) };
  return readOutput(path.join(output, dataLabel ?? ''));
}

async function reference(kit, name, submission) {
  const { options } = kitEntry(name);
  const runs = [];
  let spread = 0;
  while (runs.length < 2 || (spread > 0 && runs.length < Number(values['random-runs']))) {
    const run = await runOnce(kit, submission, options);
    if (!('folds' in run)) return { failure: run.failure ?? 'no scores' };
    spread = Math.max(spread, ...runs.map((other) => largestDifference(run, other).difference));
    runs.push(run);
  }
  const files = path.join(kit, 'submissions', submission);
  const sources = readdirSync(files, { withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    problem_py_sha256: digestOf(readFileSync(path.join(kit, 'problem.py'))),
    submission_files_sha256: Object.fromEntries(
      sources.map((entry) => [entry.name, digestOf(readFileSync(path.join(files, entry.name)))]),
    ),
    deterministic: spread === 0,
    determinism: { max_abs_score_difference: spread },
    ...runs[0],
    runs: runs.slice(1),
  };
}

const copies = mkdtempSync(path.join(tmpdir(), 'reference-'));
mkdirSync(values.out, { recursive: true });
try {
  for (const name of values.only?.split(',') ?? kitNames(folder)) {
    const kit = prepareKit(folder, name, copies);
    for (const entry of readdirSync(path.join(kit, 'submissions'), { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name.startsWith('_')) continue;
      const result = await reference(kit, name, entry.name);
      writeFileSync(path.join(values.out, `${name}__${entry.name}.json`), `${JSON.stringify(result, null, 1)}\n`);
      console.error(
        `${name}/${entry.name}: ${result.failure ?? `spread ${result.determinism.max_abs_score_difference}`}`,
      );
    }
  }
} finally {
  rmSync(copies, { recursive: true, force: true });
}
