import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultFoldLimits } from '@databoard/shared/limits';
import type { FoldOutcome } from '@databoard/shared/outcome';
import type { ProblemDescription, WorkflowElement } from '@databoard/shared/problem-description';
import {
  BadProblemOptions,
  type ProblemOptions,
  problemOptionsFile,
  readProblemOptions,
} from '@databoard/shared/problem-options';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { bagEvaluation } from '../bag.js';
import { describeKit } from '../describe-kit.js';
import { runFold } from '../run-fold.js';
import { KitRefused } from '../runtime/kit-refused.js';
import type { LocalRunConfig } from './config.js';
import { describeFailure } from './describe-failure.js';
import { CommandFailed, exitCode } from './exit-code.js';
import { type LocalRuntimes, openLocalRuntimes } from './local-runtimes.js';
import { runFolds } from '../run-folds.js';
import { summariseScores, summaryToJson } from './score-summary.js';
import { closingTables, type FoldSeconds, foldTable } from './score-table.js';
import { type LocalFile, walkFolder } from './walk-folder.js';

type Scored = Extract<FoldOutcome, { kind: 'scored' }>;
const shownLogChars = 4000;
/** A kit that is still being read cannot be closed before it is open, and nobody waits for that after Ctrl-C. */
const closingSecondsMax = 3;

/** `databoard test`: judges one submission of a kit folder with the worker's own runtime, and prints its scores. */
export async function testKit(
  config: LocalRunConfig,
  kit: string,
  options: { submission: string; data?: string; json?: boolean },
): Promise<void> {
  const kitFiles = await walkFolder(kit, exitCode.kitBroken);
  if (!kitFiles.some((file) => file.path === 'problem.py')) {
    throw new CommandFailed(`${kit} holds no problem.py.`, exitCode.kitBroken);
  }
  const dataFiles = options.data === undefined ? null : await walkFolder(options.data, exitCode.kitBroken);
  const local = await openLocalRuntimes(config);
  const interrupted = endOnSignal(local);
  try {
    const problem = {
      kitDigest: await local.storeFolder(kitFiles),
      dataDigest: dataFiles && (await local.storeFolder(dataFiles)),
      options: await kitOptions(kitFiles),
    };
    const description = await describe(local, problem, kit);
    console.error(`Testing ${description.title}: ${options.submission}, ${description.folds.length} folds`);
    const files = submissionFiles(kitFiles, options.submission, description.elements, kit);
    await judge(local, problem, description, await local.storeFolder(files), options.json === true);
  } catch (error) {
    // What breaks off because we end is not worth a word.
    if (interrupted.aborted) await new Promise(() => undefined);
    throw error instanceof KitRefused ? refusal(kit, error) : error;
  } finally {
    await local.close();
  }
}

/** What the kit's own options file says. */
async function kitOptions(kitFiles: readonly LocalFile[]): Promise<ProblemOptions> {
  const file = kitFiles.find(({ path }) => path === problemOptionsFile);
  try {
    return readProblemOptions(file ? await readFile(file.file, 'utf8') : null);
  } catch (error) {
    if (!(error instanceof BadProblemOptions)) throw error;
    throw new CommandFailed(error.message, exitCode.kitBroken);
  }
}

/** Ends everything, and this process, on Ctrl-C and the like; the answer is aborted from then on. */
function endOnSignal(local: LocalRuntimes): AbortSignal {
  const interrupted = new AbortController();
  const end = () => {
    local.abandon();
    process.exit(exitCode.interrupted);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      interrupted.abort();
      setTimeout(end, closingSecondsMax * 1000);
      void local.close().finally(end);
    });
  }
  return interrupted.signal;
}

async function describe(local: LocalRuntimes, problem: ProblemReference, kit: string): Promise<ProblemDescription> {
  const outcome = await describeKit(problem, local.runtimes);
  if (outcome.kind === 'described') return outcome.description;
  if (outcome.kind === 'refused') throw refusal(kit, outcome);
  throw new Error(outcome.detail);
}

function refusal(kit: string, { message, fileName, line }: Pick<KitRefused, 'message' | 'fileName' | 'line'>) {
  const place = fileName === null ? '' : `${path.join(kit, fileName)}${line === null ? '' : `:${line}`}: `;
  return new CommandFailed(`${place}The kit is broken: ${message}`, exitCode.kitBroken);
}

/** The files that the platform would take: the workflow's elements. Others are named, so that nobody relies on them. */
function submissionFiles(
  kitFiles: readonly LocalFile[],
  submission: string,
  elements: readonly WorkflowElement[],
  kit: string,
): LocalFile[] {
  const prefix = `submissions/${submission}/`;
  const inFolder = kitFiles.filter((file) => file.path.startsWith(prefix));
  if (inFolder.length === 0) throw new CommandFailed(`${path.join(kit, prefix)} does not exist or is empty.`);
  const files = inFolder.map((file) => ({ ...file, path: file.path.slice(prefix.length) }));
  const wanted = new Set(elements.map((element) => element.fileName));
  const missing = [...wanted].filter((name) => !files.some((file) => file.path === name));
  if (missing.length > 0) throw new CommandFailed(`${path.join(kit, prefix)} lacks ${missing.join(', ')}.`);
  const extra = files.filter((file) => !wanted.has(file.path)).map((file) => file.path);
  if (extra.length > 0) console.error(`Left out, as the platform would: ${extra.join(', ')}`);
  return files.filter((file) => wanted.has(file.path));
}

async function judge(
  local: LocalRuntimes,
  problem: ProblemReference,
  { folds, scoreTypes }: ProblemDescription,
  submissionDigest: string,
  json: boolean,
): Promise<void> {
  const scored: Scored[] = [];
  const run = (foldIndex: number, signal: AbortSignal) =>
    runFold({ problem, foldIndex, submissionDigest, limits: defaultFoldLimits }, local, { signal });
  const failed = await runFolds(folds.length, local.slots, run, ({ foldIndex, outcome }) => {
    if (outcome.kind !== 'scored') return;
    scored.push(outcome);
    const { folds: tables } = summariseScores(scoreTypes, [outcome.scores], []);
    const table = foldTable(foldIndex, scoreTypes, tables[0] ?? {}, secondsOf(outcome));
    if (json) console.error(table);
    else console.log(table);
  });
  if (failed) throw await failure(local, failed.foldIndex, failed.outcome);

  const predictions = scored.map((outcome) => outcome.predictions);
  const bagged = await bagEvaluation({ problem, folds: predictions }, local);
  const foldScores = scored.map((outcome) => outcome.scores);
  const summary = summariseScores(scoreTypes, foldScores, bagged);
  const tables = closingTables(scoreTypes, summary, scored.map(secondsOf));
  if (json) console.error(tables);
  console.log(json ? summaryToJson(summary) : tables);
}

async function failure(local: LocalRuntimes, foldIndex: number, outcome: FoldOutcome): Promise<Error> {
  if (outcome.kind !== 'submission-failed') return new Error(`Fold ${foldIndex} did not end: ${outcome.kind}`);
  if (outcome.logDigest) {
    const log = (await local.store.get(outcome.logDigest)).toString('utf8');
    console.error(`What fold ${foldIndex} printed${log.length > shownLogChars ? ' (the end of it)' : ''}:`);
    console.error(log.slice(-shownLogChars));
  }
  return new CommandFailed(describeFailure(foldIndex, outcome.failure));
}

const secondsOf = ({ usage }: Scored): FoldSeconds => ({
  train: usage.trainSeconds,
  valid: usage.validSeconds,
  test: usage.testSeconds,
});
