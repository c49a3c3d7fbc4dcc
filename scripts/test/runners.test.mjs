import assert from 'node:assert/strict';
import { judge, unittestCounts } from './runners.mjs';

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
