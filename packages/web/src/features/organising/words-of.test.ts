import assert from 'node:assert/strict';
import { wordsOf } from './words-of.ts';

describe('addresses typed in a row', () => {
  it('are taken apart, each once', () => {
    assert.deepEqual(wordsOf(' a@b.org, c@d.org;\n a@b.org\t@e.org '), ['a@b.org', 'c@d.org', '@e.org']);
    assert.deepEqual(wordsOf(' \n'), []);
  });
});
