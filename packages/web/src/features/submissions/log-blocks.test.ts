import assert from 'node:assert/strict';
import { blocksOf } from './log-blocks.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

describe('a log in blocks', () => {
  it('has each line once, in order, under its number', () => {
    const blocks = blocksOf(lines(601));
    assert.deepEqual(
      blocks.map(({ linesBefore, lineCount }) => [linesBefore, lineCount]),
      [
        [0, 250],
        [250, 250],
        [500, 101],
      ],
    );
    assert.equal(blocks.map(({ text }) => text).join('\n'), lines(601).join('\n'));
  });

  it('leaves full blocks as they were when lines are added', () => {
    assert.deepEqual(blocksOf(lines(600)).slice(0, 2), blocksOf(lines(540)).slice(0, 2));
  });

  it('remarks on what is missing', () => {
    const blocks = blocksOf(['a', { missingBytes: 1234 }, 'b']);
    assert.deepEqual(
      blocks.map(({ linesBefore, text, remark }) => [linesBefore, text, remark]),
      [
        [0, 'a', null],
        [1, '', '1,234 bytes are missing here. They come when the run has ended.'],
        [1, 'b', null],
      ],
    );
  });

  it('shows the end of a log that has too many lines, and says so', () => {
    const [first, second] = blocksOf(lines(20_100));
    assert.equal(first?.remark, 'The first 100 lines are not shown here.');
    assert.deepEqual([second?.linesBefore, second?.lineCount], [100, 150]);
  });
});
