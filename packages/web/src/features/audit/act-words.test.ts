import assert from 'node:assert/strict';
import { actWords, detailName } from './act-words.ts';

describe('words of the audit log', () => {
  it('say what was done, also for acts that nobody has put into words', () => {
    assert.equal(actWords('viewHiddenScores'), 'looked at hidden scores');
    assert.equal(actWords('mergeTwoTeams'), 'merge two teams');
    assert.equal(detailName('foldTimeoutSeconds'), 'fold timeout seconds');
  });
});
