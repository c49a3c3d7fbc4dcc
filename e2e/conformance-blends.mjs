import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../scripts/command.mjs';
import { node } from '../scripts/root.mjs';
import { ENTRIES } from '../scripts/stack.mjs';

const FILE = /^_blend__(.+)\.json$/;

/** RAMP's own blends in a folder of references, by kit. */
export function readBlends(folder) {
  if (!folder || !existsSync(folder)) return {};
  const names = readdirSync(folder)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .sort();
  const read = (name) => JSON.parse(readFileSync(path.join(folder, `_blend__${name}.json`), 'utf8'));
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}

/** Has `databoard blend` run and blend the same submissions of a prepared kit, in the same order. */
export async function measureBlend(kit, { submissions_order: order, min_improvement: improvement }) {
  const args = [ENTRIES.cli, 'blend', kit, '--submissions', order.join(','), '--min-improvement', String(improvement)];
  const { code, output } = await runCommand(node, [...args, '--json']);
  const answer = output.split('\n').findLast((line) => line.startsWith('{'));
  return code === 0 && answer ? JSON.parse(answer) : { failure: output.split('\n').at(-1) };
}

/** One row per submission: its contributivity here and there; what belongs to the whole blend is in the first row. */
export function blendRows(blends, measured, isRandom) {
  return Object.entries(blends).flatMap(([kit, theirs]) => {
    const ours = measured[kit];
    if (!ours) return [];
    if (ours.failure) return [{ cells: { kit, note: ours.failure } }];
    const random = theirs.submissions_order.filter((name) => isRandom(kit, name));
    const note =
      random.length > 0
        ? `random: ${random.join(', ')}`
        : `members ${sameMembers(ours, theirs) ? 'equal' : '**differ**'} in every fold`;
    return theirs.submissions_order.map((submission, position) => {
      const [share, percent] = [ours.contributivities[submission], theirs.contributivity_unrounded_percent[submission]];
      const cells = { kit, submission, ours: show(100 * share), RAMP: show(percent) };
      cells.difference = (Math.abs(100 * share - percent) || 0).toExponential(1).replace(/^0\.0e\+0$/, '0');
      const whole = { 'ensemble, ours': pair(ours.combined), 'ensemble, RAMP': pair(theirs.combined_bagged), note };
      return { cells: position === 0 ? { ...cells, ...whole } : cells };
    });
  });
}

const sameMembers = (ours, theirs) =>
  JSON.stringify(ours.folds.map(({ members }) => members)) ===
  JSON.stringify(theirs.folds.map(({ best_names: names }) => names));

const show = (value) => String(Number(value.toPrecision(8)));
const pair = (bagged) =>
  ['valid', 'test']
    .map((step) => bagged[step])
    .filter((value) => value !== undefined)
    .map((value) => show(typeof value === 'number' ? value : Object.values(value)[0]))
    .join(' / ');

export const BLEND_HEADER = [
  'kit',
  'submission',
  'ours',
  'RAMP',
  'difference',
  'ensemble, ours',
  'ensemble, RAMP',
  'note',
];
