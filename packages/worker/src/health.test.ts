import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '@databoard/shared/log';
import { Health } from './health.js';

describe('the known-answer probe', () => {
  let probes: number;
  let fault: string | null;
  let doubts: (string | null)[];
  let health: Health;
  beforeEach(() => {
    probes = 0;
    fault = null;
    doubts = [];
    health = new Health({
      async probe() {
        probes += 1;
        await sleep(5);
        if (fault !== null) throw new Error(fault);
      },
      doubt: (reason) => void doubts.push(reason),
      log: createLog('health', 'silent'),
      timings: { quietMs: 200, retryMs: { first: 10, most: 20 } },
    });
  });
  afterEach(() => health.close());

  const until = async (fits: () => boolean, what: string) => {
    for (let tries = 0; !fits(); tries++) {
      assert.ok(tries < 1000, what);
      await sleep(5);
    }
  };

  it('runs once for many faults, and not again at once after it passed', async () => {
    for (let times = 0; times < 5; times++) health.suspect();
    await until(() => doubts.length === 1, 'it passed');
    assert.deepEqual([doubts, probes], [[null], 1]);
    const passedAt = performance.now();
    for (let times = 0; times < 5; times++) health.suspect();
    await until(() => probes === 2, 'a fault in the quiet time is looked at after it');
    assert.ok(performance.now() - passedAt > 100);
  });

  it('is tried again by itself until it passes', async () => {
    fault = 'the valid score is 1, but 2 is right';
    health.suspect();
    await until(() => probes >= 3, 'it is tried again');
    assert.match(doubts[0] ?? '', /failed: the valid score is 1, but 2 is right/);
    fault = null;
    await until(() => doubts.at(-1) === null, 'it passed');
    const after = probes;
    await sleep(60);
    assert.equal(probes, after, 'a worker that passed is left alone');
  });

  it('is not waited for when a site admin vouches for the worker', async () => {
    fault = 'broken';
    health.suspect();
    await until(() => doubts.length === 1, 'it failed');
    health.trust();
    assert.equal(doubts.at(-1), null);
    const after = probes;
    await sleep(60);
    assert.equal(probes, after);
  });
});
