import assert from 'node:assert/strict';
import type { EvaluationState, FoldRunState } from '../../gql/graphql.ts';
import { progressSteps, queueWords, runningDetail } from './evaluation-progress.ts';

const statuses = (state: EvaluationState, folds: FoldRunState[]) =>
  progressSteps(state, folds).map((step) => step.status);

describe('the way of an evaluation', () => {
  it('goes forwards one stop at a time', () => {
    assert.deepEqual(statuses('NEW', ['NEW', 'NEW']), ['current', 'waiting', 'waiting', 'waiting']);
    assert.deepEqual(statuses('RUNNING', ['SCORED', 'TRAINING']), ['done', 'current', 'waiting', 'waiting']);
    assert.deepEqual(statuses('BAGGING', ['SCORED', 'SCORED']), ['done', 'done', 'current', 'waiting']);
    assert.deepEqual(statuses('SCORED', ['SCORED', 'SCORED']), ['done', 'done', 'done', 'done']);
  });

  it('marks the stop where it broke', () => {
    assert.deepEqual(statuses('TRAINING_ERROR', ['TRAINING_ERROR', 'SCORED']), [
      'done',
      'failed',
      'waiting',
      'waiting',
    ]);
    assert.deepEqual(statuses('CHECKING_ERROR', ['SCORED', 'SCORED']), ['done', 'done', 'failed', 'waiting']);
    assert.deepEqual(statuses('CANCELLED', ['CANCELLED', 'NEW']), ['done', 'failed', 'waiting', 'waiting']);
  });

  it('counts folds that have ended', () => {
    assert.equal(runningDetail('RUNNING', ['SCORED', 'TRAINING_ERROR', 'TRAINED', 'NEW']), '2/4');
    assert.equal(runningDetail('SCORED', ['SCORED']), '');
    assert.equal(progressSteps('RUNNING', ['SCORED', 'NEW'])[1]?.detail, '1/2');
  });

  it('has a sentence for the wait', () => {
    assert.equal(queueWords(2), '2 ahead of you.');
    assert.equal(queueWords(2, 125), '2 ahead of you. Starts in about 2 min 5 s.');
    assert.match(queueWords(0), /Next in line/);
    assert.match(queueWords(null), /Waiting/);
  });
});
