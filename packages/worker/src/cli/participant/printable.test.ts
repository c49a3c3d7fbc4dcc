import assert from 'node:assert/strict';
import { printable, printableText } from './printable.js';

describe('what others wrote, on a terminal', () => {
  it('cannot move the cursor, change colours or turn the direction of text', () => {
    assert.equal(printable('a\u001b[2Jb\u202ec\nd\u009be'), 'a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe');
    assert.equal(printableText('1 %\r2 %\r\n\tdone\u001b]0;title\u0007'), '1 %\uFFFD2 %\n\tdone\uFFFD]0;title\uFFFD');
  });

  it('keeps every letter', () => {
    assert.equal(printable('Ångström – 東京 🌳'), 'Ångström – 東京 🌳');
  });
});
