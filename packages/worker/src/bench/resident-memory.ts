import { readFile } from 'node:fs/promises';
import { descendants } from './descendants.js';

/** What all processes below this one hold together, in MiB: pages that several share count once. Linux only. */
export async function descendantsMiB(): Promise<number> {
  const sizes = await Promise.all((await descendants()).map(proportionalKiB));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function proportionalKiB(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
}
