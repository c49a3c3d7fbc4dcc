import { execFile } from 'node:child_process';
import { lstatSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { isInside } from './host-folders.js';

/** A Python that runs kits and submissions, and the folders (links, too) outside /usr that it needs to see. */
export interface Python {
  executable: string;
  folders: string[];
  /** As in `3.11.2`. */
  version: string;
}

/** Our own Python packages, `databoard_runtime` and `rampwf`. */
export const pythonPackages = path.resolve(import.meta.dirname, '..', '..', 'python');

const probe = `import json, sys, os, platform
print(json.dumps([platform.python_version(), os.path.abspath(sys.executable),
                  sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, *sys.path]))`;
const probed = z.tuple([z.string(), z.string()], z.string());

/** Folders that every sandbox shows, or makes links of. */
const system = ['/usr', '/lib', '/lib32', '/lib64', '/bin', '/sbin'];
const startSeconds = 60;

/** Asks a Python where it lives; throws when it cannot be run. */
export async function findPython(executable: string): Promise<Python> {
  const { stdout } = await promisify(execFile)(executable, ['-s', '-c', probe], {
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    timeout: startSeconds * 1000,
  });
  const [version, found, ...folders] = probed.parse(JSON.parse(stdout));
  const shown = [...folders.filter(isFolder), ...links(found)].filter(isElsewhere);
  return { executable: found, folders: outermost(shown), version };
}

/** Those of the folders that lie in no other. */
export function outermost(folders: readonly string[]): string[] {
  const different = [...new Set(folders)];
  return different.filter((a) => !different.some((b) => a !== b && isInside(a, b)));
}

const isElsewhere = (file: string): boolean => file !== '/' && !system.some((parent) => isInside(file, parent));

const isFolder = (file: string): boolean =>
  path.isAbsolute(file) && (statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false);

/** The way from a file over links to what it means; a virtual environment's Python is mostly a link. */
function links(file: string, linksLeft = 40): string[] {
  if (linksLeft === 0 || !lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return [file];
  return [file, ...links(path.resolve(path.dirname(file), readlinkSync(file)), linksLeft - 1)];
}

/** The whole environment of a sandboxed Python. Nothing of the worker's own environment is in it. */
export function pythonEnvironment(packages: string): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '/tmp',
    USER: 'databoard',
    LOGNAME: 'databoard',
    LANG: 'C.UTF-8',
    TMPDIR: '/tmp',
    PYTHONPATH: packages,
    PYTHONSAFEPATH: '1',
    PYTHONHASHSEED: '0',
    // One thread per fold: folds run side by side, and sums must not depend on the number of cores.
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
    NUMEXPR_NUM_THREADS: '1',
    // Else each further thread reserves 64 MiB of address space, which counts against a fold's memory.
    MALLOC_ARENA_MAX: '2',
  };
}
