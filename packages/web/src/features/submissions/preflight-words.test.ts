import assert from 'node:assert/strict';
import { firstError, hasWarnings, lookLines } from './preflight-words.ts';
import type { Look } from './use-preflight.ts';

const file = (path: string, more: Partial<Look['files'][number]> = {}): Look['files'][number] => ({
  ...{ path, bytes: 10, requires: null, isRequiredFound: false, findings: [] },
  ...more,
});
const finding = (severity: 'error' | 'warning', line: number | null = null) => ({
  ...{ severity, line, column: line, message: 'expected “:”' },
});

describe('the words of a look at the files', () => {
  it('say what was found where nothing is wrong', () => {
    const files = [file('estimator.py', { requires: 'get_estimator()', isRequiredFound: true }), file('data.csv')];
    assert.deepEqual(
      lookLines({ isAccepted: true, files }).map(({ words, kind }) => [words, kind]),
      [
        ['get_estimator() found', 'fine'],
        ['is fine', 'fine'],
      ],
    );
  });

  it('name the line, and the first error is where to jump', () => {
    const look = {
      isAccepted: false,
      files: [file('a.py', { findings: [finding('warning')] }), file('b.py', { findings: [finding('error', 3)] })],
    };
    assert.deepEqual(firstError(look), {
      path: 'b.py',
      words: 'line 3: expected “:”',
      kind: 'error',
      line: 3,
      column: 3,
    });
    assert.equal(hasWarnings(look), false, 'an error goes first');
  });

  it('let warnings pass', () => {
    const look = { isAccepted: true, files: [file('a.py', { findings: [finding('warning')] })] };
    assert.deepEqual(
      [firstError(look), hasWarnings(look), firstError(null), hasWarnings(null)],
      [null, true, null, false],
    );
  });
});
