import assert from 'node:assert/strict';
import { emptyLog, type FoldLogChunk, placeAfter, rowsOf, withChunk } from './fold-log-view.ts';

const chunk = (fromSeq: number, text: string, more: Partial<FoldLogChunk> = {}): FoldLogChunk => ({
  attempt: 1,
  fromSeq,
  seq: fromSeq + new TextEncoder().encode(text).length,
  text,
  isEnd: false,
  ...more,
});
const viewOf = (...chunks: FoldLogChunk[]) => chunks.reduce(withChunk, emptyLog);

describe('a fold’s log on the page', () => {
  it('joins lines over chunks', () => {
    const view = viewOf(chunk(0, ''), chunk(0, 'on'), chunk(2, 'e\ntwö\n'), chunk(9, 'three'));
    assert.deepEqual(rowsOf(view), ['one', 'twö', 'three']);
    assert.deepEqual(placeAfter(view), { attempt: 1, afterSeq: 14 });
  });

  it('keeps empty lines, and has no rows where nothing was printed', () => {
    assert.deepEqual(rowsOf(viewOf(chunk(0, 'a\n\n\nb\n'))), ['a', '', '', 'b']);
    assert.deepEqual(rowsOf(viewOf(chunk(0, '', { isEnd: true }))), []);
  });

  it('shows what is missing, goes on from before it, and closes the gap with what comes for it', () => {
    const gap = viewOf(chunk(0, 'one\n'), chunk(10, 'four\n'));
    assert.deepEqual(rowsOf(gap), ['one', { missingBytes: 6 }, 'four']);
    assert.deepEqual(placeAfter(gap), { attempt: 1, afterSeq: 4 });
    const closed = withChunk(gap, chunk(4, 'two\n3\nfour\n', { isEnd: true }));
    assert.deepEqual(rowsOf(closed), ['one', 'two', '3', 'four']);
    assert.ok(closed.isEnd);
  });

  it('begins anew with another attempt', () => {
    const again = viewOf(chunk(0, 'first\n'), chunk(0, '', { attempt: 2 }), chunk(0, 'second\n', { attempt: 2 }));
    assert.deepEqual([rowsOf(again), placeAfter(again)], [['second'], { attempt: 2, afterSeq: 7 }]);
  });

  it('shows a progress bar once, as it was drawn last, and no colours', () => {
    assert.deepEqual(rowsOf(viewOf(chunk(0, ' 0%|  |\r50%|# |\r100%|##|\r\n\u001b[31mred\u001b[0m\n'))), [
      '100%|##|',
      'red',
    ]);
  });

  it('keeps the notice of the last chunk', () => {
    assert.equal(viewOf(chunk(0, 'x', { isEnd: true, notice: 'cut' })).notice, 'cut');
  });
});
