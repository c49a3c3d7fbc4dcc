import assert from 'node:assert/strict';
import { afterRepeating, filesToRepeat, judge, unittestCounts } from './runners.mjs';

describe('the closing line of npm test', () => {
  it('counts a runner that died before it could count as a failure', () => {
    assert.deepEqual(judge({ code: 1, counts: undefined }), { passed: 0, failed: 1 });
    assert.deepEqual(judge({ code: 0, counts: undefined }), { passed: 0, failed: 1 });
  });

  it('counts a runner that found no test as a failure', () => {
    assert.deepEqual(judge({ code: 0, counts: { passed: 0, failed: 0 } }), { passed: 0, failed: 1 });
  });

  it('adds a failure when a runner fails after all its tests passed', () => {
    assert.deepEqual(judge({ code: 1, counts: { passed: 7, failed: 0 } }), { passed: 7, failed: 1 });
    assert.deepEqual(judge({ code: 2, counts: { passed: 7, failed: 2 } }), { passed: 7, failed: 2 });
  });

  it("reads unittest's last lines", () => {
    assert.deepEqual(unittestCounts('....\nRan 4 tests in 0.1s\n\nOK\n'), { passed: 4, failed: 0 });
    assert.deepEqual(unittestCounts('Ran 9 tests in 1s\n\nFAILED (failures=1, errors=2, skipped=1)\n'), {
      passed: 5,
      failed: 3,
    });
    assert.deepEqual(unittestCounts('Ran 1 test in 1s\n\nFAILED (unexpected successes=1)\n'), { passed: 0, failed: 1 });
    assert.equal(unittestCounts('Segmentation fault\n'), undefined);
  });
});

describe('a second run of what failed', () => {
  const failure = (file, title) => ({ file, title, message: 'no' });
  const first = {
    passed: 9,
    failed: 2,
    passedByFile: { 'a.js': 4, 'b.js': 5 },
    failures: [failure('b.js', 'b one'), failure('b.js', 'b two')],
  };

  it('is for a few files, not for a broken build or for failures of no file', () => {
    assert.deepEqual(filesToRepeat(first), ['b.js']);
    assert.deepEqual(filesToRepeat({ passed: 1, failed: 0, failures: [] }), []);
    assert.deepEqual(filesToRepeat({ failures: ['a', 'b', 'c', 'd'].map((file) => failure(file, file)) }), []);
    assert.deepEqual(filesToRepeat({ failures: [failure('a.js', 'a'), failure(null, 'hook')] }), []);
    assert.deepEqual(filesToRepeat(judge({ code: 1, counts: undefined })), []);
  });

  it('counts what passes then, and names it', () => {
    const second = { passed: 7, failed: 0, failures: [] };
    assert.deepEqual(afterRepeating(first, ['b.js'], second), {
      passed: 11,
      failed: 0,
      failures: [],
      shaky: first.failures,
    });
  });

  it('fails for what fails twice, and when it dies', () => {
    const still = failure('b.js', 'b two');
    const { failed, shaky, failures } = afterRepeating(first, ['b.js'], { passed: 6, failed: 1, failures: [still] });
    assert.deepEqual({ failed, shaky, failures }, { failed: 1, shaky: [first.failures[0]], failures: [still] });
    assert.equal(afterRepeating(first, ['b.js'], judge({ code: 1, counts: undefined })).failed, 1);
  });
});
