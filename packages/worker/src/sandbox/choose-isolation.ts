import { readFileSync } from 'node:fs';
import type { Log } from '@databoard/shared/log';
import { BubblewrapSandbox } from './bubblewrap.js';
import { Cgroups, ownCgroup } from './cgroups.js';
import type { Python } from './python.js';
import { type Isolation, isolations, type Sandbox, type Wall } from './sandbox.js';
import { type SelfTest, selfTest } from './self-test.js';
import { UnsafeSandbox } from './unsafe.js';
import { assertStanding, limitWalls, noWalls, wallsLine, wallsWithout } from './walls.js';

/** What the settings may ask for; `auto` takes the best wall that this system allows, never none. */
export const isolationsWanted = ['auto', ...isolations] as const;
export type IsolationWanted = (typeof isolationsWanted)[number];

/** What submissions run behind. `walls` is what the self-test saw, wall by wall. */
export interface ChosenIsolation {
  sandbox: Sandbox;
  isolation: Isolation;
  walls: Wall[];
}

/**
 * Finds out by trying which walls stand and says so. Throws when what is wanted is refused, or when a thief got through
 * a wall. `walled`: the sandbox, in tests one that has a hole.
 */
export async function chooseIsolation(
  wanted: IsolationWanted,
  python: Python,
  log: Log,
  walled: Sandbox | null = null,
): Promise<ChosenIsolation> {
  if (wanted === 'unsafe') {
    log.warn(
      'ISOLATION=unsafe: submissions run WITHOUT ANY ISOLATION and can do whatever this worker can. For development only.',
    );
    return { sandbox: new UnsafeSandbox(python), isolation: 'unsafe', walls: [...noWalls, ...limitWalls('unsafe')] };
  }
  const cgroups = wanted === 'cold' || walled ? null : openCgroups();
  if (cgroups) {
    const sandbox = new BubblewrapSandbox(python, cgroups);
    const tried = await selfTest(sandbox, 'nested');
    if (tried.works && tried.refused === null) return standing(sandbox, 'nested', tried, log, cgroups);
    log.warn({ refused: tried.refused }, 'control groups were delegated to this worker, but do not work for folds');
    cgroups.close();
  }
  const sandbox = walled ?? new BubblewrapSandbox(python);
  const nested = wanted === 'cold' ? null : await selfTest(sandbox, 'nested');
  if (nested && !nested.works) throw new Error(cannotIsolate(nested.refused));
  if (nested?.refused === null) return standing(sandbox, 'nested', nested, log);
  if (wanted === 'nested') throw new Error(`ISOLATION=nested is refused by this system: ${nested?.refused}`);

  const cold = await selfTest(sandbox, 'cold');
  if (!cold.works || cold.refused !== null) throw new Error(cannotIsolate(cold.refused));
  log.warn(
    { refused: nested?.refused },
    'isolation: one bubblewrap per fold. Safe, but each fold pays a cold start of about a second.',
  );
  return standing(sandbox, 'cold', cold, log);
}

function standing(
  sandbox: Sandbox,
  isolation: Exclude<Isolation, 'unsafe'>,
  { fallen }: Extract<SelfTest, { works: true }>,
  log: Log,
  cgroups: Cgroups | null = null,
): ChosenIsolation {
  const walls = [...wallsWithout(fallen), ...limitWalls(isolation, cgroups?.controllers)];
  assertStanding(walls);
  log.info({ isolation, walls }, `isolation: ${isolation}; walls that stand: ${wallsLine(walls)}`);
  return { sandbox, isolation, walls };
}

function openCgroups(): Cgroups | null {
  const read = (name: string) => readFileSync(`/proc/self/${name}`, 'utf8');
  return Cgroups.open(ownCgroup(read('mountinfo'), read('cgroup')));
}

const cannotIsolate = (refused: string | null): string =>
  `Submissions cannot be isolated: bubblewrap does not work here (${refused}). Install it (Debian: apt install bubblewrap) and allow user namespaces, or set ISOLATION=unsafe on a machine where nobody's code but your own runs.`;
