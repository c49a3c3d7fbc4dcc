import assert from 'node:assert/strict';
import { type BoardViewState, exportAddress, readView, writeView } from './board-view.ts';

const usual: BoardViewState = {
  kind: 'PUBLIC',
  sort: null,
  text: '',
  mine: false,
  page: 1,
  pageSize: 100,
  aroundMe: false,
  at: null,
};

describe('the address of a board', () => {
  it('says nothing of what is as usual', () => {
    assert.equal(writeView(usual).toString(), '');
    assert.deepEqual(readView(new URLSearchParams()), usual);
  });

  it('carries everything else there and back', () => {
    const view: BoardViewState = {
      kind: 'PRIVATE_COMPETITION',
      sort: { column: 'TEST_BAGGED', scoreType: 'a.b:c', direction: 'DESC' },
      text: 'ada & co',
      mine: true,
      page: 3,
      pageSize: 50,
      aroundMe: true,
      at: '2026-11-25T10:00:00.000Z',
    };
    assert.deepEqual(readView(new URLSearchParams(writeView(view).toString())), view);
    assert.equal(
      exportAddress('iris', view, 'csv'),
      '/events/iris/board.csv?kind=PRIVATE_COMPETITION&sort=TEST_BAGGED&direction=DESC&scoreType=a.b%3Ac&text=ada+%26+co&mine=true&at=2026-11-25T10%3A00%3A00.000Z',
    );
  });

  it('that makes no sense is as usual', () => {
    const odd = new URLSearchParams('kind=nothing&sort=up&page=-4&size=7&at=soon&mine=yes&around=you');
    assert.deepEqual(readView(odd), usual);
  });
});
