import assert from 'node:assert/strict';
import { countWords, noScoreWords, placeChange } from './rescoring-words.ts';

describe('words of a rescoring', () => {
  it('say a change of place from the reader’s view: up is better', () => {
    assert.deepEqual(placeChange(5, 2), { words: '▲3', verdict: 'better' });
    assert.deepEqual(placeChange(2, 5), { words: '▼3', verdict: 'worse' });
    assert.deepEqual(placeChange(2, 2), { words: '=', verdict: 'same' });
    assert.deepEqual(placeChange(null, 2), { words: 'new', verdict: 'better' });
    assert.deepEqual(placeChange(2, null), { words: 'out', verdict: 'worse' });
    assert.equal(placeChange(null, undefined), null);
  });

  it('say why there is no score', () => {
    assert.deepEqual((['SCORED', 'VALIDATING_ERROR', 'TESTING_ERROR', 'CHECKING_ERROR'] as const).map(noScoreWords), [
      null,
      'failed in validation',
      'failed in testing',
      'platform fault',
    ]);
  });

  it('count', () => {
    assert.deepEqual([countWords(0, 'place'), countWords(1, 'place')], ['0 places', '1 place']);
  });
});
