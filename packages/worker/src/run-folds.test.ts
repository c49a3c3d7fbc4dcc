import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { runFolds } from './run-folds.js';
import { RunCancelled } from './runtime/child-run.js';

const nothing = {
  trainSeconds: null,
  validSeconds: null,
  testSeconds: null,
  cpuSeconds: null,
  peakMemoryMiB: null,
  wallSeconds: null,
};
const scored: FoldOutcome = {
  kind: 'scored',
  scores: [],
  predictions: { train: 'a'.repeat(64), test: null },
  usage: nothing,
  logDigest: null,
};
const broken: FoldOutcome = { kind: 'platform-failed', detail: 'x' };

describe('runFolds', () => {
  it('runs no more folds at once than asked, and tells their ends in order', async () => {
    const told: number[] = [];
    let running = 0;
    let most = 0;
    const run = async (foldIndex: number) => {
      running += 1;
      most = Math.max(most, running);
      await sleep(foldIndex === 0 ? 30 : 2);
      running -= 1;
      return scored;
    };
    assert.equal(await runFolds(7, 3, run, ({ foldIndex }) => told.push(foldIndex)), null);
    assert.deepEqual(told, [0, 1, 2, 3, 4, 5, 6]);
    assert.equal(most, 3);
  });

  it('stops the others when one fails, and starts no more', async () => {
    const started: number[] = [];
    const run = async (foldIndex: number, signal: AbortSignal) => {
      started.push(foldIndex);
      if (foldIndex === 1) return broken;
      await sleep(10_000, undefined, { signal }).catch(() => {
        throw new RunCancelled('stopped');
      });
      return scored;
    };
    assert.deepEqual(await runFolds(9, 2, run, () => assert.fail()), { foldIndex: 1, outcome: broken });
    assert.deepEqual(started, [0, 1]);
  });

  it('throws what is our own fault', async () => {
    const run = async () => {
      throw new Error('ours');
    };
    await assert.rejects(
      runFolds(3, 2, run, () => assert.fail()),
      /ours/,
    );
  });
});
