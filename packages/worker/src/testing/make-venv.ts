import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Makes a virtual environment on top of a Python's packages, for tests, and writes modules of its own into it, as
 * `{ 'package/module.py': content }`.
 */
export async function makeVenv(
  folder: string,
  modules: Record<string, string> = {},
  python = '/usr/bin/python3',
): Promise<string> {
  await promisify(execFile)(python, ['-m', 'venv', '--system-site-packages', '--without-pip', folder]);
  const [version = ''] = await readdir(path.join(folder, 'lib'));
  for (const [name, content] of Object.entries(modules)) {
    const file = path.join(folder, 'lib', version, 'site-packages', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}
