import { readdir, readFile } from 'node:fs/promises';

/** What all processes below this one hold together, in MiB: pages that several share count once. Linux only. */
export async function descendantsMiB(root = process.pid): Promise<number> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    const stat = Number.isInteger(pid) ? await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '') : '';
    // The second field is the program's name in brackets, which may hold anything.
    const parent = stat.slice(stat.lastIndexOf(')')).split(' ')[2];
    if (parent !== undefined) parents.set(pid, Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  const sizes = await Promise.all([...parents.keys()].filter(isBelow).map(proportionalKiB));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function proportionalKiB(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
}
