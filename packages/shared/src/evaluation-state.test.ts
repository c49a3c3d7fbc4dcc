import assert from 'node:assert/strict';
import { evaluationStateFrom, isEvaluationEnded } from './evaluation-state.js';
import { canMove, foldRunStates, isFoldRunActive, isFoldRunEnded } from './fold-run-state.js';

describe('fold run states', () => {
  it('never leave an end', () => {
    for (const from of foldRunStates.filter(isFoldRunEnded))
      for (const to of foldRunStates) assert.equal(canMove(from, to), false, `${from} → ${to}`);
  });

  it('only go forwards, or back to NEW for a fresh attempt', () => {
    const order = ['NEW', 'TRAINING', 'TRAINED', 'VALIDATED', 'TESTED', 'SCORED'] as const;
    for (const [at, from] of order.slice(0, -1).entries())
      for (const [then, to] of order.entries())
        assert.equal(canMove(from, to), then > at || to === 'NEW', `${from} → ${to}`);
  });

  it('are active between start and end only', () => {
    assert.deepEqual(foldRunStates.filter(isFoldRunActive), ['TRAINING', 'TRAINED', 'VALIDATED', 'TESTED']);
  });
});

describe('evaluation state', () => {
  it('follows its fold runs and the bagging', () => {
    assert.equal(evaluationStateFrom(['NEW', 'NEW'], 'PENDING'), 'NEW');
    assert.equal(evaluationStateFrom(['SCORED', 'NEW'], 'PENDING'), 'RUNNING');
    assert.equal(evaluationStateFrom(['SCORED', 'SCORED'], 'PENDING'), 'BAGGING');
    assert.equal(evaluationStateFrom(['SCORED', 'SCORED'], 'DONE'), 'SCORED');
    assert.equal(evaluationStateFrom(['SCORED', 'SCORED'], 'FAILED'), 'CHECKING_ERROR');
  });

  it('waits for every fold before it calls a failure', () => {
    assert.equal(evaluationStateFrom(['TRAINING_ERROR', 'TRAINING'], 'PENDING'), 'RUNNING');
  });

  it("puts the submission's earliest fault before the platform's", () => {
    assert.equal(
      evaluationStateFrom(['CHECKING_ERROR', 'TESTING_ERROR', 'TRAINING_ERROR'], 'PENDING'),
      'TRAINING_ERROR',
    );
    assert.equal(evaluationStateFrom(['CHECKING_ERROR', 'SCORED'], 'PENDING'), 'CHECKING_ERROR');
    assert.equal(evaluationStateFrom(['CANCELLED', 'TRAINING_ERROR'], 'PENDING'), 'TRAINING_ERROR');
    assert.equal(evaluationStateFrom(['CANCELLED', 'CHECKING_ERROR', 'SCORED'], 'PENDING'), 'CANCELLED');
  });

  it('refuses an evaluation without folds', () => {
    assert.throws(() => evaluationStateFrom([], 'DONE'), /at least one fold/);
  });

  it('is ended exactly when nothing more happens by itself', () => {
    assert.equal(isEvaluationEnded('BAGGING'), false);
    assert.equal(isEvaluationEnded('SCORED'), true);
    assert.equal(isEvaluationEnded('CHECKING_ERROR'), true);
  });
});
