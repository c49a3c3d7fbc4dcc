import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { hashFile } from './hash-file.ts';

describe('digests of files in the browser', () => {
  it('are the same with the browser’s own code and without', async () => {
    for (const content of [new Uint8Array(0), new TextEncoder().encode('iris'), new Uint8Array(300_000).fill(7)]) {
      const expected = createHash('sha256').update(content).digest('hex');
      const file = new Blob([content]);
      assert.equal(await hashFile(file), expected);
      assert.equal(await hashFile(file, null), expected);
    }
  });
});
