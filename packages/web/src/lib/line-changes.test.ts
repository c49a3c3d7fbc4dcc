import assert from 'node:assert/strict';
import { lineChanges } from './line-changes.ts';

describe('line changes', () => {
  it('count what comes and what goes', () => {
    assert.deepEqual(lineChanges('a\nb\nc\n', 'a\nx\ny\nc\n'), { added: 2, removed: 1 });
    assert.deepEqual(lineChanges('', 'a\nb\n'), { added: 2, removed: 0 });
    assert.deepEqual(lineChanges('a\nb\n', ''), { added: 0, removed: 2 });
    assert.deepEqual(lineChanges('a\n', 'a\n'), { added: 0, removed: 0 });
  });
});
