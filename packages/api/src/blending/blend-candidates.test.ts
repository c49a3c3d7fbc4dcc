import assert from 'node:assert/strict';
import { cutIntoRuns } from './blend-candidates.js';

describe('runs of candidates', () => {
  const cut = (...ids: string[]) => cutIntoRuns(ids.map((id) => ({ id }))).map((run) => run.map(({ id }) => id).join());

  it('hold each candidate once, in order', () => {
    assert.deepEqual(cut('a1', 'b0', 'c2', 'd0', 'e3'), ['a1,b0', 'c2,d0', 'e3']);
    assert.deepEqual(cut('a0'), ['a0']);
    assert.deepEqual(cut(), []);
  });

  it('stay as they are but for the one that a new candidate comes to', () => {
    assert.deepEqual(cut('a1', 'b0', 'x7', 'c2', 'd0', 'e3'), ['a1,b0', 'x7,c2,d0', 'e3']);
    assert.deepEqual(cut('a1', 'b0', 'c2', 'd0', 'e3', 'f4'), ['a1,b0', 'c2,d0', 'e3,f4']);
  });
});
