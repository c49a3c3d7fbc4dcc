import assert from 'node:assert/strict';
import { foldBar, foldProgress } from './fold-progress.js';

describe('foldProgress', () => {
  it('draws a bar that grows on a terminal, keeps other lines whole, and is gone at the end', () => {
    let screen = '';
    const progress = foldProgress({ isTTY: true, write: (part) => (screen += part) }, () => 0);
    progress.start('ridge', 2);
    progress.foldEnded();
    progress.aside(() => (screen += 'CV fold 0\n'));
    progress.foldEnded();
    progress.stop();
    assert.equal(
      screen,
      [foldBar('ridge', 0, 2, 0), foldBar('ridge', 1, 2, 0), 'CV fold 0\n', foldBar('ridge', 1, 2, 0)]
        .concat(foldBar('ridge', 2, 2, 0), '')
        .map((part) => `\r\u001b[2K${part}`)
        .join(''),
    );
  });

  it('writes nothing of its own where nobody watches', () => {
    let text = '';
    const progress = foldProgress({ write: (part) => (text += part) });
    progress.busy('Reading the kit');
    progress.start('ridge', 2);
    progress.foldEnded();
    progress.aside(() => (text += 'CV fold 0\n'));
    progress.stop();
    assert.equal(text, 'CV fold 0\n');
  });
});

describe('foldBar', () => {
  it('tells folds done of all, and the time', () => {
    assert.equal(foldBar('ridge', 1, 3, 4.9), `ridge  ${'█'.repeat(8)}${'░'.repeat(16)}  1 of 3 folds  4 s`);
    assert.match(foldBar('ridge', 0, 1, 0), / {2}0 of 1 fold {2}0 s$/);
    assert.match(foldBar('ridge', 3, 3, 125), /█{24} {2}3 of 3 folds {2}2 min 05 s$/);
  });
});
