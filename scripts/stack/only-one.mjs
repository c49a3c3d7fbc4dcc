import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine, isAlive } from '../services/processes.mjs';

/**
 * Lets one run at a time use a data folder: two databases on one folder would destroy it. Returns `{ announce, release }`,
 * or throws a message that says where the other run is. A record of a run that was killed is ignored.
 */
export function claimDataDir(dataDir) {
  const file = path.join(dataDir, 'run.json');
  if (existsSync(file)) {
    const { pid, script, url } = JSON.parse(readFileSync(file, 'utf8') || '{}');
    const isOurs = pid !== process.pid && isAlive(pid ?? 0) && commandLine(pid).includes(script);
    if (isOurs)
      throw new Error(
        `Databoard already runs in this folder (process ${pid}${url ? `, ${url}` : ''}). Stop it first: kill ${pid}`,
      );
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const announce = (extra) =>
    writeFileSync(file, JSON.stringify({ pid: process.pid, script: process.argv[1], ...extra }));
  announce({});
  return { announce, release: () => rmSync(file, { force: true }) };
}
