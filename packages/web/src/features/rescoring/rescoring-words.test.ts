import assert from 'node:assert/strict';
import { countWords, noScoreWords, rankChange } from './rescoring-words.ts';

describe('words of a rescoring', () => {
  it('say a change of rank from the reader’s view: up is better', () => {
    assert.deepEqual(rankChange(5, 2), { words: '▲3', verdict: 'better' });
    assert.deepEqual(rankChange(2, 5), { words: '▼3', verdict: 'worse' });
    assert.deepEqual(rankChange(2, 2), { words: '=', verdict: 'same' });
    assert.deepEqual(rankChange(null, 2), { words: 'new', verdict: 'better' });
    assert.deepEqual(rankChange(2, null), { words: 'out', verdict: 'worse' });
    assert.equal(rankChange(null, undefined), null);
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
    assert.deepEqual([countWords(0, 'rank'), countWords(1, 'rank')], ['0 ranks', '1 rank']);
  });
});
