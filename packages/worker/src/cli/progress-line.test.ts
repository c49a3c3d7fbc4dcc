import assert from 'node:assert/strict';
import { formatBytes, progressLine } from './progress-line.js';

describe('progressLine', () => {
  it('overwrites one line on a terminal', () => {
    let text = '';
    const line = progressLine({ isTTY: true, write: (part) => (text += part) });
    line.show('1');
    line.show('2');
    line.end();
    assert.equal(text, '\r\u001b[2K1\r\u001b[2K2\n');
  });

  it('makes room for other lines on a terminal and comes back below them', () => {
    let text = '';
    const line = progressLine({ isTTY: true, write: (part) => (text += part) });
    line.aside(() => (text += 'first\n'));
    line.show('1');
    line.aside(() => (text += 'second\n'));
    line.clear();
    line.aside(() => (text += 'third\n'));
    assert.equal(text, 'first\n\r\u001b[2K1\r\u001b[2Ksecond\n\r\u001b[2K1\r\u001b[2Kthird\n');
  });

  it('never wraps, because a second line could not be erased', () => {
    let text = '';
    progressLine({ isTTY: true, columns: 5, write: (part) => (text += part) }).show('0123456789');
    assert.equal(text, '\r\u001b[2K0123');
  });

  it('prints now and then into a file, and always the last state', () => {
    let text = '';
    let now = 0;
    const line = progressLine({ write: (part) => (text += part) }, 3000, () => now);
    for (const second of [0, 1, 2, 3, 4]) {
      now = second * 1000;
      line.show(String(second));
    }
    line.end();
    assert.equal(text, '0\n3\n4\n');
  });

  it('says nothing when nothing happened', () => {
    progressLine({ write: () => assert.fail() }).end();
  });
});

describe('formatBytes', () => {
  it('is short', () => {
    assert.deepEqual([0, 999, 1200, 640_000, 5_300_000_000].map(formatBytes), [
      '0 B',
      '999 B',
      '1.2 kB',
      '640 kB',
      '5.3 GB',
    ]);
  });
});
