import assert from 'node:assert/strict';
import { isJsonTooLarge } from './scan-json.js';

describe('the size of JSON before it is parsed', () => {
  const tooLarge = (text: string) => isJsonTooLarge(text, { values: 100, depth: 5 });

  it('counts values and levels', () => {
    assert.equal(tooLarge('[[[[[1]]]]]'), false);
    assert.equal(tooLarge('[[[[[[1]]]]]]'), true);
    assert.equal(tooLarge(JSON.stringify(Array.from({ length: 100 }, () => 0))), false);
    assert.equal(tooLarge(JSON.stringify(Array.from({ length: 101 }, () => 0))), true);
    assert.equal(tooLarge(JSON.stringify(Array.from({ length: 60 }, () => ({})))), true);
  });

  it('counts nothing inside of strings, whatever they escape', () => {
    const strings = ['{{{{{{[[[[[[,,,,,', 'a "quoted" [[[[[[', '\\', '\\" [[[[[[[[', '\\\\" {{{{{{{'];
    for (const text of strings) assert.equal(tooLarge(JSON.stringify({ [text]: text })), false, text);
    assert.equal(tooLarge(JSON.stringify({ '\\"': [[[[[1]]]]] })), true);
    assert.equal(tooLarge('"never closed [[[[[[[[['), false);
  });
});
