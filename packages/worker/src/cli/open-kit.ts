import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import {
  BadProblemOptions,
  type ProblemOptions,
  problemOptionsFile,
  readProblemOptions,
  requirementsFile,
} from '@databoard/shared/problem-options';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { describeKit } from '../describe-kit.js';
import { KitRefused } from '../runtime/kit-refused.js';
import type { LocalRunConfig } from './config.js';
import { endOnSignal } from './end-on-signal.js';
import { CommandFailed, type ExitCode, exitCode } from './exit-code.js';
import { type LocalRuntimes, openLocalRuntimes } from './local-runtimes.js';
import { givenOptions, type OptionFlags } from './option-flags.js';
import { type LocalFile, walkFolder } from './walk-folder.js';

/** A kit folder that a worker's runtime has read on this machine. */
export interface OpenKit {
  folder: string;
  files: LocalFile[];
  local: LocalRuntimes;
  problem: ProblemReference;
  description: ProblemDescription;
}

/**
 * Reads a kit folder, runs `work` with it, and leaves nothing behind, also on Ctrl-C. A kit at fault becomes a
 * `CommandFailed` that says where.
 */
export async function withKit(
  config: LocalRunConfig,
  folder: string,
  flags: OptionFlags & { data?: string },
  work: (kit: OpenKit) => Promise<void>,
): Promise<void> {
  const files = await walkFolder(folder, exitCode.kitBroken);
  if (!files.some((file) => file.path === 'problem.py')) {
    throw new CommandFailed(`${folder} holds no problem.py.`, exitCode.kitBroken);
  }
  const dataFiles = flags.data === undefined ? null : await walkFolder(flags.data, exitCode.kitBroken);
  const options = await problemOptionsOf(files, flags);
  const local = await openLocalRuntimes(config);
  const interrupted = endOnSignal(local);
  try {
    const problem = {
      kitDigest: await local.storeFolder(files),
      dataDigest: dataFiles && (await local.storeFolder(dataFiles)),
      options,
    };
    await work({ folder, files, local, problem, description: await describe(local, problem, folder) });
  } catch (error) {
    // What breaks off because we end is not worth a word.
    if (interrupted.aborted) await new Promise(() => undefined);
    throw error instanceof KitRefused ? refusal(folder, error) : error;
  } finally {
    await local.close();
  }
}

/** What the kit's own options file says, with the flags on top. */
async function problemOptionsOf(files: readonly LocalFile[], flags: OptionFlags): Promise<ProblemOptions> {
  const file = files.find(({ path }) => path === problemOptionsFile);
  const written = file ? await readFile(file.file, 'utf8') : null;
  attempt(exitCode.kitBroken, () => readProblemOptions(written));
  const given = givenOptions(flags);
  const isLocalPath = given.environment !== undefined && given.environment !== requirementsFile;
  if (given.environment && isLocalPath) given.environment = path.resolve(given.environment);
  return attempt(exitCode.usage, () => readProblemOptions(written, given));
}

function attempt<T>(codeOnFailure: ExitCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadProblemOptions)) throw error;
    throw new CommandFailed(error.message, codeOnFailure);
  }
}

async function describe(local: LocalRuntimes, problem: ProblemReference, folder: string): Promise<ProblemDescription> {
  const outcome = await describeKit(problem, local.runtimes);
  if (outcome.kind === 'described') {
    for (const warning of outcome.description.warnings) console.error(`Warning: ${warning}`);
    return outcome.description;
  }
  if (outcome.kind === 'refused') throw refusal(folder, outcome);
  throw new Error(outcome.detail);
}

function refusal(folder: string, { message, fileName, line }: Pick<KitRefused, 'message' | 'fileName' | 'line'>) {
  const place = fileName === null ? '' : `${path.join(folder, fileName)}${line === null ? '' : `:${line}`}: `;
  return new CommandFailed(`${place}The kit is broken: ${message}`, exitCode.kitBroken);
}
