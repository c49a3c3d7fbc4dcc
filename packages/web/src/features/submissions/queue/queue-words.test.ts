import assert from 'node:assert/strict';
import { countFolds, foldWords, troubleWords, turnWords } from './queue-words.ts';

describe('words of a queue', () => {
  it('say how far the folds are', () => {
    const states = ['SCORED', 'SCORED', 'TRAINING', 'TESTING_ERROR', 'CANCELLED', 'NEW'] as const;
    const counts = countFolds(states);
    assert.deepEqual(counts, { scored: 2, failed: 2, running: 1, waiting: 1 });
    assert.equal(foldWords(counts), '2 of 6 folds scored, 1 running, 2 without a score, 1 waiting');
    assert.equal(foldWords(countFolds(['SCORED', 'SCORED'])), '2 of 2 folds scored');
  });

  it('say why it failed, and where it was the platform, what it was', () => {
    const foldRuns = [{ foldIndex: 0 }, { foldIndex: 1, faultDetail: 'No space left on device' }];
    const failed = (reason: 'TIMEOUT' | 'PLATFORM') => ({ reason, foldIndex: 1, message: 'too long' });
    const words = (failure: ReturnType<typeof failed> | null, state: 'TRAINING_ERROR' | 'CHECKING_ERROR' | 'SCORED') =>
      troubleWords({ state, failure, foldRuns });
    assert.equal(words(failed('TIMEOUT'), 'TRAINING_ERROR'), 'fold 1: too long');
    assert.equal(words(failed('PLATFORM'), 'CHECKING_ERROR'), 'fold 1: No space left on device');
    assert.equal(words(null, 'CHECKING_ERROR'), 'The predictions could not be combined.');
    assert.equal(words(null, 'SCORED'), null);
  });

  it('say whose turn comes when', () => {
    assert.equal(turnWords({ state: 'NEW', aheadInQueue: 0, startsInSeconds: 0.2 }), 'next');
    assert.equal(turnWords({ state: 'NEW', aheadInQueue: 3, startsInSeconds: 19.6 }), '3 ahead, in about 20 s');
    assert.equal(turnWords({ state: 'NEW', aheadInQueue: null }), 'waits');
    assert.equal(turnWords({ state: 'RUNNING', endsInSeconds: 130 }), 'about 2 min 10 s left');
    assert.equal(turnWords({ state: 'RUNNING', endsInSeconds: null }), null);
  });
});
