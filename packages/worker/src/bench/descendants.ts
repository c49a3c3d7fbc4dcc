import { readdir, readFile } from 'node:fs/promises';

/** The process ids of all processes below this one. Linux only. */
export async function descendants(root = process.pid): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    const stat = Number.isInteger(pid) ? await statOf(pid) : [];
    if (stat.length > 0) parents.set(pid, Number(stat[1]));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** Processor milliseconds that this process and those below it have used, to ten of them. Those that are gone do not count. */
export async function processorMs(): Promise<number> {
  const { user, system } = process.cpuUsage();
  const stats = await Promise.all((await descendants()).map(statOf));
  // The kernel counts in hundredths of a second.
  const ticks = stats.map((stat) => Number(stat[11] ?? 0) + Number(stat[12] ?? 0));
  return (user + system) / 1000 + ticks.reduce((sum, each) => sum + each, 0) * 10;
}

/** The fields of a process behind its name, which stands in brackets and may hold anything: state, parent, … */
async function statOf(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
