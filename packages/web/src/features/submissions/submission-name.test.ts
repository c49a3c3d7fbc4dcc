import assert from 'node:assert/strict';
import { submissionNamePattern as rule } from '@databoard/shared/limits';
import { nameProblem, proposeName, submissionNamePattern } from './submission-name.ts';

describe('a submission’s name', () => {
  it('follows the same rule as the platform', () => {
    assert.equal(submissionNamePattern.source, rule.source);
  });

  it('is refused with the reason', () => {
    assert.match(nameProblem('abc', []) ?? '', /5 characters/);
    assert.match(nameProblem('a'.repeat(41), []) ?? '', /40 characters/);
    assert.match(nameProblem('random forest', []) ?? '', /Letters, digits/);
    assert.match(nameProblem('forest', ['forest']) ?? '', /already/);
    assert.equal(nameProblem('random_forest-1.2', []), null);
  });

  it('is proposed as a continuation of the newest one', () => {
    assert.equal(proposeName([]), 'first_try');
    assert.equal(proposeName(['forest']), 'forest_2');
    assert.equal(proposeName(['forest_2', 'forest']), 'forest_3');
    assert.equal(proposeName(['forest', 'forest_2']), 'forest_3');
    assert.equal(proposeName(['v0.9']), 'v0.9_2');
  });

  it('is always proposed as a name that would be taken', () => {
    for (const newest of ['a'.repeat(40), '12345', '_____', '2', 'forest__7', `${'x'.repeat(36)}_999`]) {
      const name = proposeName([newest]);
      assert.equal(nameProblem(name, [newest]), null, `${newest} → ${name}`);
    }
  });
});
