import assert from 'node:assert/strict';
import { byteWords } from './byte-words.ts';

describe('sizes in words', () => {
  it('have the unit that keeps them short', () => {
    const words: [bytes: number, words: string][] = [
      [0, '0 bytes'],
      [1, '1 byte'],
      [1023, '1023 bytes'],
      [1024, '1 KiB'],
      [1536, '1.5 KiB'],
      [102_400, '100 KiB'],
      [1_048_575, '1 MiB'],
      [1_048_576, '1 MiB'],
      [2 ** 31, '2 GiB'],
    ];
    for (const [bytes, expected] of words) assert.equal(byteWords(bytes), expected);
  });
});
