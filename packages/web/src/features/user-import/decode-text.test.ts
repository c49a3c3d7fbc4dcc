import assert from 'node:assert/strict';
import { decodeText } from './decode-text.ts';

describe('the text of a file', () => {
  it('is read as what it is', () => {
    const text = 'name\nZoë\n';
    assert.deepEqual(decodeText(new TextEncoder().encode(text)), { text, encoding: 'UTF-8' });
    assert.deepEqual(decodeText(new Uint8Array(Buffer.from(text, 'latin1'))), { text, encoding: 'Windows-1252' });
    const wide = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    assert.deepEqual(decodeText(wide), { text, encoding: 'UTF-16' });
    assert.deepEqual(decodeText(new Uint8Array()), { text: '', encoding: 'UTF-8' });
  });
});
