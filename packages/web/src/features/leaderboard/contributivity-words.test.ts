import assert from 'node:assert/strict';
import { contributivityWords } from './contributivity-words.ts';

describe('contributivity in words', () => {
  it('is a percentage, and plainly nothing for those that no ensemble took', () => {
    assert.deepEqual(contributivityWords(0.21875, 'DONE'), {
      words: '21.9 %',
      hint: '21.875 % of the places in the blend',
    });
    assert.deepEqual(contributivityWords(0, 'WAITING'), { words: '0', hint: 'not a member of the blend' });
  });

  it('is on its way before the first blend and while there is a newer score than the last one knew', () => {
    for (const state of [null, undefined, 'WAITING', 'DONE']) {
      assert.deepEqual(contributivityWords(null, state), { words: '…', hint: 'being computed' });
    }
  });

  it('is not promised when there will be none', () => {
    for (const state of ['UNBLENDABLE', 'FAILED']) assert.equal(contributivityWords(null, state).words, '–');
  });
});
