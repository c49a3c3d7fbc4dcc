import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { GatheredReads } from './gathered-reads.js';

describe('gathered reads', () => {
  const open = () => {
    const begun: { key: string; end: (value: number) => void; fail: () => void }[] = [];
    const reads = new GatheredReads<number>(
      (key) => new Promise((resolve, reject) => begun.push({ key, end: resolve, fail: () => reject(new Error('no')) })),
    );
    return { begun, reads };
  };

  it('are shared by all who ask before one begins; who asks later gets a later one', async () => {
    const { begun, reads } = open();
    const first = [reads.read('a'), reads.read('a')];
    await turn();
    await turn();
    const second = [reads.read('a'), reads.read('a')];
    await turn();
    assert.equal(begun.length, 1, 'one at a time');
    begun[0]?.end(1);
    assert.deepEqual(await Promise.all(first), [1, 1]);
    await turn();
    await turn();
    begun[1]?.end(2);
    assert.deepEqual(await Promise.all(second), [2, 2]);
    assert.equal(begun.length, 2);
  });

  it('of other keys do not wait, and a failed one spoils no later one', async () => {
    const { begun, reads } = open();
    const [failing, other] = [reads.read('a'), reads.read('b')];
    await turn();
    await turn();
    assert.deepEqual(
      begun.map(({ key }) => key),
      ['a', 'b'],
    );
    const later = reads.read('a');
    begun[0]?.fail();
    begun[1]?.end(5);
    await assert.rejects(failing);
    assert.equal(await other, 5);
    await turn();
    await turn();
    begun[2]?.end(7);
    assert.equal(await later, 7);
  });
});
