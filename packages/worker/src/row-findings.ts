import type { KitFinding, KitMeasurements, RepeatedRows, TellingColumn } from '@databoard/shared/kit-check';
import { countOf } from './count-of.js';

/** From this share of rows on, equal rows are worth a warning. Coarse features make some of them in honest data. */
const manyRows = 0.1;

/** What the rows of folds and the columns of X give away. Pure. */
export function* rowFindings({ rows, testRows, tellingColumns }: KitMeasurements): Generator<KitFinding> {
  const shared = rows.filter(({ inTrain }) => (inTrain ?? 0) > 0);
  if (shared.length > 0) {
    const share = percent(sumOf(shared, 'inTrain'), sumOf(shared, 'validRows'));
    const text = `Folds overlap: in ${shared.length} of ${countOf(rows.length, 'fold')}, ${share} of the validation rows are training rows of the same fold. Validation scores are then those of rows that were learned by heart.`;
    yield { severity: 'error', text };
  }
  const told = rows.filter(({ likeTrain }) => likeTrain !== null);
  yield* equalRows('validation', sumOf(told, 'likeTrain'), sumOf(told, 'validRows'));
  const testTold = rows.filter(({ testLikeTrain }) => testLikeTrain !== null);
  yield* equalRows('test', sumOf(testTold, 'testLikeTrain'), testTold.length * (testRows ?? 0));
  if (told.length === 0) {
    const text =
      'Whether rows repeat each other was not looked at: X is no table, array or list with one row per sample.';
    yield { severity: 'note', text };
  }
  yield* columnFindings(tellingColumns ?? []);
}

function* equalRows(which: string, count: number, total: number): Generator<KitFinding> {
  if (count === 0) return;
  const text = `On average over folds, ${percent(count, total)} of the ${which} rows have the same features as a training row.`;
  const advice = ' Keep copies of a row on one side (a group-wise get_cv), or drop them.';
  yield count / total >= manyRows ? { severity: 'warning', text: text + advice } : { severity: 'note', text };
}

function* columnFindings(columns: readonly TellingColumn[]): Generator<KitFinding> {
  const names = (how: TellingColumn['how']) =>
    columns
      .filter((column) => column.how === how)
      .map(({ name }) => name)
      .join(', ');
  const [copies, tellers, shifted] = [names('equals'), names('separates'), names('shifted')];
  if (copies !== '') {
    const text = `X holds the target: ${copies} equals it one to one. Take it out of X in problem.py.`;
    yield { severity: 'error', text: text.slice(0, 2000) };
  }
  if (tellers !== '') {
    const text = `X may hold the target: ${tellers} alone tells it for every training row without a single error. Would it be known before the target is?`;
    yield { severity: 'warning', text: text.slice(0, 2000) };
  }
  if (shifted !== '') {
    const text = `X holds the targets of other rows: ${shifted}, a few rows earlier or later, is the target. Submissions get all rows of X at once, so they can look them up. Leave out rows in between, or let each row stand for itself.`;
    yield { severity: 'warning', text: text.slice(0, 2000) };
  }
}

const sumOf = (rows: readonly RepeatedRows[], key: keyof RepeatedRows): number =>
  rows.reduce((sum, row) => sum + (row[key] ?? 0), 0);

/** Two digits below one per cent, so that a single row of many does not look like none. */
function percent(count: number, total: number): string {
  const share = (100 * count) / total;
  return `${share.toFixed(share < 1 ? 2 : share < 10 ? 1 : 0)} %`;
}
