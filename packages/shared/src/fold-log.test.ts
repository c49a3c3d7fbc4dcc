import assert from 'node:assert/strict';
import { cutLog, foldLogChunk, foldLogChunkBytesMax, wholeCharacters } from './fold-log.js';

describe('cutting a log', () => {
  it('holds back a character that has only begun, at each of its bytes', () => {
    const text = Buffer.from('aé€😀');
    // One character of each length: they begin at 0, 1, 3 and 6.
    const expected = [0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10];
    assert.deepEqual(
      expected.map((_, length) => wholeCharacters(text.subarray(0, length))),
      expected,
    );
  });

  it('gives the text of the whole, wherever it is cut and whatever the bytes are', () => {
    const bytes = Buffer.alloc(3 * foldLogChunkBytesMax + 5);
    // All bytes in changing order, so that whole, broken and forbidden sequences lie at the cuts.
    for (let at = 0, seed = 1; at < bytes.length; at++) {
      seed = (seed * 48_271) % 2_147_483_647;
      bytes[at] = seed & 0x80 ? seed >> 8 : 0x20 + (seed & 0x3f);
    }
    for (const from of [0, 1, foldLogChunkBytesMax]) {
      const chunks = [...cutLog(bytes.subarray(from), from)];
      assert.equal(chunks.map(({ text }) => text).join(''), bytes.subarray(from).toString('utf8'));
      assert.equal(chunks[0]?.fromSeq, from);
      assert.equal(chunks.at(-1)?.seq, bytes.length);
      for (const [index, chunk] of chunks.entries()) {
        foldLogChunk.parse(chunk);
        if (index > 0) assert.equal(chunk.fromSeq, chunks[index - 1]?.seq);
      }
    }
  });

  it('makes nothing of nothing', () => {
    assert.deepEqual([...cutLog(Buffer.alloc(0), 7)], []);
  });
});
