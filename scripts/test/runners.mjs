import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { node, root } from '../root.mjs';

/** Runs a command with its output on ours, and hands back its exit code and what it wrote. */
function runShown(command, args, { env, cwd = root, onSpawn }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    onSpawn?.(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        process.stdout.write(text);
      });
    child.once('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * What a runner's counts are worth: one that died before it could count, counted nothing, or failed in spite of its counts
 * adds a failure, so that no test can get lost in the sum.
 */
export function judge({ code, counts }) {
  if (!counts || counts.passed + counts.failed === 0) return { passed: counts?.passed ?? 0, failed: 1 };
  if (code !== 0 && counts.failed === 0) return { passed: counts.passed, failed: 1 };
  return counts;
}

/** Counts of `python -m unittest`, from the lines that it ends with; undefined when they are not there. */
export function unittestCounts(output) {
  const ran = [...output.matchAll(/^Ran (\d+) tests? in /gm)].at(-1)?.[1];
  const verdict = [...output.matchAll(/^(OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$/gm)].at(-1);
  if (ran === undefined || !verdict) return undefined;
  const number = (word) => Number(new RegExp(`(?:^|, )${word}=(\\d+)`).exec(verdict[2] ?? '')?.[1] ?? 0);
  const failed = number('failures') + number('errors') + number('unexpected successes');
  return { passed: Math.max(0, Number(ran) - failed - number('skipped')), failed };
}

/** How many files may fail for chance to be thought of: more have a cause. */
const MOST_SHAKY_FILES = 3;

/** The files worth a second run, alone; none when there are too many, or when nobody knows where a failure belongs. */
export function filesToRepeat({ failures = [] } = {}) {
  const files = [...new Set(failures.map(({ file }) => file))];
  return files.length > MOST_SHAKY_FILES || files.includes(null) ? [] : files;
}

/** Counts of a run some of whose files ran again: the second run speaks for those. What passed only there is shaky. */
export function afterRepeating(first, files, second) {
  const passedElsewhere = Object.entries(first.passedByFile).reduce(
    (sum, [file, passed]) => (files.includes(file) ? sum : sum + passed),
    0,
  );
  const { failures: stillFailing = [] } = second;
  const isStill = ({ title }) => stillFailing.some((failure) => failure.title === title);
  return {
    passed: passedElsewhere + second.passed,
    failed: second.failed,
    failures: stillFailing,
    shaky: first.failures.filter((failure) => !isStill(failure)),
  };
}

/** Mocha over the given patterns or files. */
async function runMochaOnce(patterns, { env, onSpawn }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'databoard-counts-'));
  const file = path.join(folder, 'counts.json');
  const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = path.join(import.meta.dirname, 'mocha-reporter.mjs');
  const args = [mocha, '--reporter', reporter, ...patterns];
  const { code } = await runShown(node, args, { env: { ...env, COUNTS_FILE: file }, onSpawn });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(folder, { recursive: true, force: true });
  return judge({ code, counts });
}

/**
 * Mocha over the given patterns. These tests use real processes on a machine that may be busy: a few files that fail get a
 * second run, alone. What passes then is counted as passed, and named as shaky, for somebody to find the cause.
 */
export async function runMocha(patterns, options) {
  const first = await runMochaOnce(patterns, options);
  const files = filesToRepeat(first);
  if (files.length === 0) return first;
  console.log(`\n── once more, alone: ${files.map((file) => path.relative(root, file)).join(', ')} ──`);
  return afterRepeating(first, files, await runMochaOnce(files, options));
}

/** The unit tests of the Python runtime. */
export async function runUnittest(python, { env, onSpawn }) {
  const cwd = path.join(root, 'packages', 'worker', 'python');
  const args = ['-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'];
  const { code, output } = await runShown(python, args, { env: { ...env, PYTHONPATH: '.' }, cwd, onSpawn });
  return judge({ code, counts: unittestCounts(output) });
}
