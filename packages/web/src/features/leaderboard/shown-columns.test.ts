import assert from 'node:assert/strict';
import { columnsOf, nextSort, type ShownColumn, visibleColumns } from './shown-columns.ts';

const acc = { name: 'acc', precision: 2, isLowerTheBetter: false };
const nll = { name: 'nll', precision: 2, isLowerTheBetter: true };
const board = (kind: 'PUBLIC' | 'PRIVATE', ranksByMean = false) =>
  columnsOf({
    kind,
    ranksByMean,
    scoreTypes: [acc, nll],
    columns: ['RANK', 'TEAM', 'VALID_BAGGED', 'VALID_MEAN', ...(kind === 'PRIVATE' ? (['TEST_BAGGED'] as const) : [])],
  });
const keys = (columns: ShownColumn[]) => columns.map(({ key }) => key);

describe('the columns of a board', () => {
  it('have each score type once per figure, and show at first what ranks', () => {
    const columns = board('PUBLIC');
    assert.deepEqual(keys(columns).slice(2), [
      'VALID_BAGGED:acc',
      'VALID_BAGGED:nll',
      'VALID_MEAN:acc',
      'VALID_MEAN:nll',
    ]);
    assert.deepEqual(keys(visibleColumns(columns, {})), ['RANK', 'TEAM', 'VALID_BAGGED:acc', 'VALID_BAGGED:nll']);
    assert.deepEqual(keys(visibleColumns(board('PUBLIC', true), {})).slice(2), ['VALID_MEAN:acc', 'VALID_MEAN:nll']);
    assert.deepEqual(keys(visibleColumns(board('PRIVATE'), {})).slice(2), [
      'VALID_BAGGED:acc',
      'TEST_BAGGED:acc',
      'TEST_BAGGED:nll',
    ]);
  });

  it('follow the reader’s choice, but for those that a board is nothing without', () => {
    const chosen = { RANK: false, 'VALID_BAGGED:acc': false, 'VALID_BAGGED:nll': false, 'VALID_MEAN:acc': true };
    assert.deepEqual(keys(visibleColumns(board('PUBLIC'), chosen)), [
      'RANK',
      'TEAM',
      'VALID_BAGGED:acc',
      'VALID_MEAN:acc',
    ]);
  });

  it('sort with the better end first, then the other way round, then not at all', () => {
    const [, , , column] = board('PUBLIC');
    assert.ok(column);
    const once = nextSort(column, null);
    assert.deepEqual(once, { column: 'VALID_BAGGED', scoreType: 'nll', direction: 'ASC' });
    const twice = nextSort(column, once);
    assert.equal(twice?.direction, 'DESC');
    assert.equal(nextSort(column, twice), null);
  });
});
