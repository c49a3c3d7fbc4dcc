import { changedSince, compareWithReference, EQUAL, readReference } from './compare-reference.mjs';
import { largestDifference } from './compare-scores.mjs';
import { kitEntry } from './prepare-kit.mjs';

const HEADER = ['kit', 'submission', 'workflow', 'score', 'ours', 'RAMP', 'difference', 'beside', 'repeatable', 'note'];
const NOTE_CHARS = 160;

/** One row per submission, as text and with what the summary counts. `measured` holds what `measureKit` answered, by kit. */
export function conformanceRows(measured, references) {
  return Object.entries(measured).flatMap(([kit, result]) => {
    const entry = kitEntry(kit);
    if (result.refused) return [refusedRow(kit, entry, result, references)];
    return result.submissions.map((submission) => rowOf(kit, entry, result, submission, references));
  });
}

function refusedRow(kit, entry, { refused }, references) {
  const note = join([`the kit is refused: ${short(refused)}`, failsThereToo(references, kit, 'starting_kit')]);
  const cells = { ...kitCells(kit, entry), submission: 'all', note };
  return { cells, state: 'refused' };
}

function rowOf(kit, entry, result, { name, digests, leftOut, runs }, references) {
  const cells = { ...kitCells(kit, entry), submission: name, workflow: result.workflow };
  const notes = [entry.note, leftOut.length > 0 && `not a file of the workflow: ${leftOut.join(', ')}`];
  const failure = runs.find((run) => run.failure)?.failure;
  if (failure) {
    const note = join([...notes, short(failure), failsThereToo(references, kit, name)]);
    return { cells: { ...cells, note }, state: 'failed' };
  }

  const score = result.scoreTypes[0].name;
  const apart = runs.slice(1).map((run) => largestDifference(runs[0], run).difference);
  const isRepeatable = apart.length > 0 && apart.every((difference) => difference === 0);
  const repeatable = isRepeatable ? 'yes' : `no (${small(Math.max(...apart))})`;
  Object.assign(cells, { score, ours: bagged(runs[0], score), repeatable });
  const isQuick = entry.options?.quick === true;
  const compare = (folder, quick) => {
    const reference = readReference(folder, kit, name, quick);
    if (!reference?.folds) return undefined;
    const changed = changedSince(reference, { problemSha256: result.problemSha256, digests });
    if (changed.length > 0) notes.push(`the reference is of another ${changed.join(', ')}`);
    return compareWithReference(runs, reference);
  };
  const recorded = compare(references.recorded, isQuick);
  const beside = compare(references.beside, false);
  const shown = recorded ?? beside;
  if (shown) cells.RAMP = bagged(shown.scores, score);
  cells.difference = recorded ? small(recorded.difference) : '';
  cells.beside = beside ? small(beside.difference) : '';
  const verdicts = recorded && beside && recorded.verdict !== 'equal' ? [recorded, beside] : [shown];
  notes.push(...verdicts.map((one) => (one ? verdict(one, one === beside && one !== shown) : 'no reference')));
  return { cells: { ...cells, note: join(notes) }, state: 'scored', isRepeatable, recorded, beside };
}

function failsThereToo({ beside }, kit, name) {
  const failure = readReference(beside, kit, name, false)?.failure;
  return failure && `RAMP: ${short(failure)}`;
}

/** Whether a submission's scores are known to differ from run to run in RAMP itself. */
export const isRandom = (references) => (kit, name) =>
  [references.recorded, references.beside].some(
    (folder) => readReference(folder, kit, name, false)?.deterministic === false,
  );

const kitCells = (kit, { commit }) => ({ kit: kit.includes('@') || !commit ? kit : `${kit} (${commit})` });

function verdict({ verdict, variant, difference, allowed, isRandom, place }, isBeside) {
  const what = isBeside ? 'beside: ' : '';
  const against = variant === '' ? '' : ` (${variant})`;
  if (verdict === 'equal') return `${what}${difference === 0 ? 'equal' : `equal to ${EQUAL}`}${against}`;
  const measure = isRandom ? 'spread' : 'BLAS tolerance';
  const within = verdict === 'within' ? `within the ${measure} of ` : `**outside** the ${measure} of `;
  const word = isRandom || allowed > 0 ? `${within}${small(allowed)}` : '**differs**';
  return `${what}${word}${against}, largest at ${place}`;
}

const bagged = (scores, name) =>
  ['valid', 'test']
    .map((step) => scores.bagged[step]?.[name])
    .filter((value) => value !== undefined)
    .map((value) => (typeof value === 'number' ? String(Number(value.toPrecision(8))) : value))
    .join(' / ');
const small = (value) => (value === 0 ? '0' : Number.isFinite(value) ? value.toExponential(1) : String(value));
const join = (notes) => notes.filter(Boolean).join('; ');

function short(message) {
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return line.length > NOTE_CHARS ? `${line.slice(0, NOTE_CHARS)}…` : line;
}

/** The rows as a Markdown table. */
export function markdownTable(rows, header = HEADER) {
  const escaped = (cell) =>
    String(cell ?? '')
      .replaceAll('|', '\\|')
      .replaceAll('<', '&lt;');
  const line = (cells) => `| ${cells.map(escaped).join(' | ')} |`;
  return [
    line(header),
    line(header.map(() => '---')),
    ...rows.map(({ cells }) => line(header.map((name) => cells[name]))),
  ].join('\n');
}

/** The figures above the table: how many there are, ran, and agree. */
export function summary(rows) {
  const count = (wanted) => rows.filter(wanted).length;
  const scored = count((row) => row.state === 'scored');
  const agreement = (name) => {
    const found = rows.flatMap((row) => row[name] ?? []);
    const strict = found.filter((one) => !one.isRandom);
    const random = found.filter((one) => one.isRandom);
    const having = (list, ...verdicts) => list.filter((one) => verdicts.includes(one.verdict)).length;
    return [
      `${having(strict, 'equal')} of ${strict.length} that RAMP repeats are equal to ${EQUAL}`,
      `${having(strict, 'within')} more lie within the BLAS tolerance`,
      `${having(random, 'equal', 'within')} of ${random.length} that RAMP does not repeat lie within the spread`,
    ].join(', ');
  };
  return [
    `- ${rows.length} submissions (a refused kit counts as one), of which ${scored} were scored; why the others were not is in
  their row.`,
    `- ${count((row) => row.isRepeatable)} of the ${scored} gave the same scores twice, bit for bit.`,
    `- Against the recorded scores: ${agreement('recorded')}.`,
    `- Against RAMP beside, on the same machine: ${agreement('beside')}.`,
  ].join('\n');
}
