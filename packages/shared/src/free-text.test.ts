import assert from 'node:assert/strict';
import { freeText } from './free-text.js';

describe('free text', () => {
  it('holds nothing that PostgreSQL would refuse, whichever way it goes', () => {
    for (const given of ['a\0b', 'a\ud800b', 'a\udc00b']) {
      assert.equal(freeText(10).parse(given), 'a\uFFFDb');
      assert.equal(freeText(10).encode(given), 'a\uFFFDb');
    }
    assert.equal(freeText(10).parse('ü😀\n'), 'ü😀\n');
  });

  it('has a length', () => {
    assert.ok(!freeText(2).safeParse('abc').success);
  });
});
