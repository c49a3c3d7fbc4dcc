import assert from 'node:assert/strict';
import { possibleActs } from './submission-acts.ts';

const submission = {
  standing: 'COUNTED' as const,
  canCancel: true,
  canWithdraw: true,
  canAdminister: false,
  evaluation: { state: 'RUNNING' as const, foldRuns: [{ state: 'SCORED' }, { state: 'TRAINING' }] },
};

describe('what can be done to a submission', () => {
  it('is stopping and withdrawing for its team while it runs, withdrawing afterwards', () => {
    assert.deepEqual(possibleActs(submission), ['cancel', 'withdraw']);
    const scored = { ...submission.evaluation, state: 'SCORED' as const };
    assert.deepEqual(possibleActs({ ...submission, evaluation: scored }), ['withdraw']);
  });

  it('is running again and disqualifying for organisers, and taking that back', () => {
    const seen = { ...submission, canWithdraw: false, canAdminister: true };
    const failed = { state: 'CHECKING_ERROR' as const, foldRuns: [{ state: 'SCORED' }, { state: 'CHECKING_ERROR' }] };
    assert.deepEqual(possibleActs({ ...seen, evaluation: failed }), ['rerunUnscored', 'rerun', 'disqualify']);
    assert.deepEqual(possibleActs({ ...seen, evaluation: failed, standing: 'DISQUALIFIED' }), ['reinstate']);
  });

  it('is nothing for others', () => {
    assert.deepEqual(possibleActs({ ...submission, canCancel: false, canWithdraw: false }), []);
  });
});
