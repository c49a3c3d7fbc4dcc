import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log } from '@databoard/shared/log';
import { type ProblemOptions, requirementsFile } from '@databoard/shared/problem-options';
import { isInside } from '../sandbox/host-folders.js';
import { findPython, outermost, type Python } from '../sandbox/python.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { buildEnvironment, type PipSettings } from './build-environment.js';
import { KitRefused } from './kit-refused.js';
import { isLeftover } from './leftovers.js';
import { probeEnvironment } from './probe-environment.js';
import { parseRequirements } from './requirements.js';

/** What Python environments are found and built with. */
export interface PythonEnvironmentsSettings {
  sandbox: Sandbox;
  /** Where environments are built; workers of one machine may share it. */
  folder: string;
  /** Folders in which kits have a hand: no Python is started from there. */
  untrusted: readonly string[];
  pip: PipSettings;
  log: Log;
}

type Wanted = Pick<ProblemOptions, 'environment' | 'rampwf'>;
/** Told which of the built environments is about to be used. */
type OnUse = (digest: string) => Promise<void>;
const noMatter: OnUse = async () => undefined;
const oldest = { major: 3, minor: 9 };
/** Changes when environments are built in another way. */
const recipe = 1;

/** The Python environments that problems name: found on this machine, or built from a kit's requirements.txt. */
export class PythonEnvironments {
  private readonly stop = new AbortController();

  constructor(private readonly settings: PythonEnvironmentsSettings) {}

  /** The Python of a problem; `undefined` is the worker's own. Throws `KitRefused` when it cannot be used. */
  async of(wanted: Wanted, kitFolder: string, onUse: OnUse = noMatter): Promise<Python | undefined> {
    if (wanted.environment === null) return undefined;
    const isBuilt = wanted.environment === requirementsFile;
    const python = isBuilt ? await this.built(wanted, kitFolder, onUse) : await this.named(wanted.environment);
    if (python) await this.check(python, wanted.environment);
    return python;
  }

  /** Ends what is being built. */
  close(): void {
    this.stop.abort();
  }

  private async built(wanted: Wanted, kitFolder: string, onUse: OnUse): Promise<Python | undefined> {
    const content = await readFile(path.join(kitFolder, requirementsFile), 'utf8').catch(() => null);
    if (content === null)
      throw refused(`${requirementsFile} is named, but the kit has none. Add it at the kit's top, or leave it out.`);
    const requirements = parseRequirements(content, { withRampwf: wanted.rampwf === 'installed' });
    // Nothing but comments and ramp-workflow: the worker's own Python is what is asked for.
    if (requirements.length === 0) return undefined;
    const { sandbox, pip, log } = this.settings;
    const base = sandbox.python;
    const texts = requirements.map(({ text }) => text).toSorted();
    const key = JSON.stringify([recipe, texts, base.version, base.executable]);
    const digest = createHash('sha256').update(key).digest('hex');
    await onUse(digest);
    const folder = path.join(this.settings.folder, digest);
    const start = Date.now();
    const isNew = await buildEnvironment(folder, requirements, base, pip, this.stop.signal);
    if (isNew) log.info({ folder, requirements: texts, seconds: (Date.now() - start) / 1000 }, 'environment built');
    // Not asked where it lives: what was installed must not run on this side of the walls.
    const executable = path.join(folder, 'bin', 'python');
    return { executable, folders: outermost([folder, ...base.folders]), version: base.version };
  }

  private async named(environment: string): Promise<Python> {
    const executable = await findExecutable(environment);
    await this.refuseUntrusted(environment, executable);
    const python = await findPython(executable).catch((error: Error & { stderr?: string }) => {
      const why = (error.stderr || error.message).trim().split('\n').at(-1);
      throw refused(`${executable} is no Python that starts (${why}). ${howToMake(environment)}`);
    });
    const [major = 0, minor = 0] = python.version.split('.').map(Number);
    if (major !== oldest.major || minor < oldest.minor)
      throw refused(`${environment} is Python ${python.version}; ${oldest.major}.${oldest.minor} or newer is needed.`);
    return python;
  }

  /** A kit could leave a program there and name it, and it would run outside of the walls. */
  private async refuseUntrusted(environment: string, executable: string): Promise<void> {
    const { untrusted, folder } = this.settings;
    const closed = await Promise.all([...untrusted, folder].map((each) => realpath(each).catch(() => each)));
    for (const file of [path.dirname(path.dirname(executable)), executable]) {
      const real = await realpath(file);
      if (closed.some((each) => isInside(real, each)) || isLeftover(real, await realpath(tmpdir())))
        throw refused(`${environment} lies in the worker's own folders, where kits have a hand. Make it elsewhere.`);
    }
  }

  private async check(python: Python, environment: string): Promise<void> {
    const probe = await probeEnvironment(this.settings.sandbox, python);
    const what = environment === requirementsFile ? `what is built from ${requirementsFile}` : environment;
    const closed = probe.kind === 'silent' ? probe.why : probe.unreadable.join(', ');
    if (probe.kind === 'silent' || closed)
      throw refused(
        `${what} cannot be used where submissions run (${closed}). Everybody must be able to read it (chmod -R a+rX), and the Python that it was made from.`,
      );
    const lacks = Object.entries(probe.lacks);
    if (lacks.length > 0)
      throw refused(
        `in ${what}, ${lacks.map(([name, why]) => `${name} cannot be imported (${why})`).join('; ')}. Install ${lacks.map(([name]) => name).join(', ')} there in versions that fit together, or make it with --system-site-packages on top of a Python that has them.`,
      );
  }
}

/** The Python of a virtual environment's folder, or the one that the path itself is. */
async function findExecutable(environment: string): Promise<string> {
  const named = path.resolve(environment);
  const found = await stat(named).catch(() => null);
  if (found === null) throw refused(`there is no ${environment} on the worker. ${howToMake(environment)}`);
  if (!found.isDirectory()) {
    if (/^python[0-9.]*$/.test(path.basename(named))) return named;
    throw refused(`${environment} is a file. Name the folder of a virtual environment, or its bin/python.`);
  }
  for (const name of ['python', 'python3']) {
    const executable = path.join(named, 'bin', name);
    if (await stat(executable).catch(() => null)) return executable;
  }
  throw refused(`${environment} holds no bin/python. ${howToMake(environment)}`);
}

const howToMake = (environment: string): string =>
  `Every worker must have it: python3 -m venv --system-site-packages ${environment}; or let {"environment": "${requirementsFile}"} have it built.`;

const refused = (why: string) => new KitRefused({ message: `environment: ${why}`, fileName: null, line: null });
