import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const write = `import sys, zipfile
file, name, version, content, further = sys.argv[1:]
info = f'{name}-{version}.dist-info'
with zipfile.ZipFile(file, 'w') as wheel:
    wheel.writestr(f'{name}.py', content)
    wheel.writestr(f'{info}/METADATA', f'Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n{further}')
    wheel.writestr(f'{info}/WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(f'{info}/RECORD', '')`;

/**
 * Writes a wheel of one module of the same name into a folder, for tests: pip installs it without any index. `needs` is
 * a requirement of its own.
 */
export async function makeWheel(
  folder: string,
  name: string,
  version: string,
  content: string,
  needs?: string,
): Promise<void> {
  const further = needs === undefined ? '' : `Requires-Dist: ${needs}\n`;
  const file = path.join(folder, `${name}-${version}-py3-none-any.whl`);
  await promisify(execFile)('/usr/bin/python3', ['-c', write, file, name, version, content, further]);
}
