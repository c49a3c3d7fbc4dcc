import { spawn } from 'node:child_process';
import { requirementsFile } from '@databoard/shared/problem-options';
import { z } from 'zod';
import { type Python, pythonPackages } from '../sandbox/python.js';
import { KitRefused } from './kit-refused.js';
import { PlatformFault } from './platform-fault.js';
import type { Requirement } from './requirements.js';

/** Where pip looks for packages, and how often, as pip's own settings of the same names say it. */
export interface PipSettings {
  PIP_INDEX_URL?: string | undefined;
  PIP_FIND_LINKS?: string | undefined;
  PIP_NO_INDEX?: string | undefined;
  PIP_RETRIES?: string | undefined;
}

const pipMinutesMax = 20;
const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), isNew: z.boolean() }),
  z.object({ kind: z.literal('failed'), step: z.enum(['venv', 'pip', 'timeout']), output: z.string() }),
]);

/**
 * Builds a virtual environment in `folder`, once for all who ask at a time, on top of `base` and from wheels alone.
 * Answers whether it was not there before. Throws `KitRefused` with what pip said when the requirements cannot be met.
 */
export async function buildEnvironment(
  folder: string,
  requirements: readonly Requirement[],
  base: Python,
  pip: PipSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const settings = Object.fromEntries(Object.entries(pip).filter(([, value]) => value));
  const texts = requirements.map(({ text }) => text);
  const request = { folder, requirements: texts, pip: settings, timeLimitSeconds: pipMinutesMax * 60 };
  const said = answer.parse(await run(base.executable, JSON.stringify(request), signal));
  if (said.kind === 'ready') return said.isNew;
  throw refusal(said.step, said.output, requirements, base);
}

/** Runs the builder; it ends with the worker, and with what it has started. */
async function run(python: string, request: string, signal: AbortSignal): Promise<unknown> {
  const child = spawn(python, ['-s', '-B', '-m', 'databoard_runtime.build_environment'], {
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', PYTHONPATH: pythonPackages },
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  child.stdin.on('error', () => undefined).end(request);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new PlatformFault(`Building a Python environment ended with ${code}: ${stderr.trim()}`);
  return JSON.parse(stdout);
}

const isUnreachable =
  /Retrying \(|Failed to establish a new connection|name resolution|Connection refused|ProxyError|timed out|SSLError/i;
const notFound = /No matching distribution found for ([A-Za-z0-9._-]+)/;

function refusal(step: string, output: string, requirements: readonly Requirement[], base: Python): KitRefused {
  const failed = (why: string, name?: string) => {
    const line =
      requirements.find((each) => each.name === name?.toLowerCase().replaceAll(/[-_.]+/g, '-'))?.line ?? null;
    const message = `environment: the one of ${requirementsFile} cannot be built: ${why}`;
    return new KitRefused({ message, fileName: requirementsFile, line });
  };
  const tail = `\n${output}`;
  if (/No module named '?(venv|ensurepip|pip)\b|ensurepip is not\s+available/.test(output))
    return failed(`${base.executable} has no venv and pip. On Debian: apt install python3-venv.${tail}`);
  if (step === 'timeout') return failed(`pip was not done within ${pipMinutesMax} minutes.${tail}`);
  if (step === 'venv') return failed(`${base.executable} -m venv failed.${tail}`);
  if (isUnreachable.test(output))
    return failed(
      `no package index could be reached from the worker. Its operator can set PIP_INDEX_URL, or PIP_FIND_LINKS to a folder of wheels.${tail}`,
    );
  if (output.includes('nothing is built from source'))
    return failed(`a package asks for one that is no wheel, and nothing is built from source.${tail}`);
  const name = notFound.exec(output)?.[1];
  if (name !== undefined)
    return failed(
      `no version of ${name} fits that exists as a wheel for Python ${base.version}, and nothing is built from source.${tail}`,
      name,
    );
  if (/ResolutionImpossible|conflicting dependencies/.test(output))
    return failed(`the requirements contradict each other.${tail}`);
  return failed(`pip failed.${tail}`);
}
