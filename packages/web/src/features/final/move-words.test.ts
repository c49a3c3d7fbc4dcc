import assert from 'node:assert/strict';
import { moveWords } from './move-words.ts';

describe('how far a team moved', () => {
  it('is up where the hidden data ranks it higher, and says it in words, too', () => {
    assert.deepEqual(moveWords(3, 1), { words: '↑ 2', title: '2 places up from the public score' });
    assert.deepEqual(moveWords(1, 2), { words: '↓ 1', title: '1 place down from the public score' });
    assert.equal(moveWords(2, 2).words, '=');
  });
});
