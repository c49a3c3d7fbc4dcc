import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { readUpload, type UploadedFile } from './read-upload.ts';

const elements = [
  { fileName: 'estimator.py', maxBytes: 1000 },
  { fileName: 'data.csv', maxBytes: 1000 },
];
const file = (name: string, content: string | Uint8Array): UploadedFile => {
  const bytes = typeof content === 'string' ? strToU8(content) : content;
  return { name, size: bytes.length, bytes: async () => bytes };
};
const zip = (entries: Record<string, string | Uint8Array>): UploadedFile =>
  file(
    'work.zip',
    zipSync(
      Object.fromEntries(
        Object.entries(entries).map(([name, content]) => [
          name,
          typeof content === 'string' ? strToU8(content) : content,
        ]),
      ),
    ),
  );
const reasons = (upload: { refused: { name: string; reason: string }[] }) =>
  upload.refused.map(({ name, reason }) => `${name} ${reason}`);

describe('an upload', () => {
  it('of files goes by their names', async () => {
    const upload = await readUpload([file('estimator.py', 'x = 1\r\n'), file('data.csv', 'a,b\n')], elements);
    assert.deepEqual(upload, { files: { 'estimator.py': 'x = 1\n', 'data.csv': 'a,b\n' }, refused: [] });
  });

  it('of a zip finds the files in any folder, and drops what lies about', async () => {
    const upload = await readUpload(
      [
        zip({
          'mine/estimator.py': 'x = 1\n',
          'mine/__pycache__/estimator.pyc': 'x',
          '__MACOSX/mine/estimator.py': 'resource',
          'mine/.DS_Store': 'x',
        }),
      ],
      elements,
    );
    assert.deepEqual(upload, { files: { 'estimator.py': 'x = 1\n' }, refused: [] });
  });

  it('takes the one nearest to the top, and asks where two are as near', async () => {
    const near = await readUpload([zip({ 'estimator.py': 'top', 'old/estimator.py': 'old' })], elements);
    assert.deepEqual(near.files, { 'estimator.py': 'top' });
    const both = await readUpload([zip({ 'a/estimator.py': 'a', 'b/estimator.py': 'b' })], elements);
    assert.deepEqual([both.files, reasons(both)], [{}, ['estimator.py is there 2 times: which one is meant?']]);
  });

  it('says of everything else why it is not taken', async () => {
    const upload = await readUpload(
      [
        file('notes.txt', 'x'),
        file('estimator.py', new Uint8Array([0xff, 0xfe, 0x00])),
        file('data.csv', 'x'.repeat(1001)),
        file('broken.zip', 'no zip'),
        zip({ 'other.py': 'x' }),
      ],
      elements,
    );
    assert.deepEqual(upload.files, {});
    assert.deepEqual(
      reasons(upload).map((text) => text.replace(/ is not part.*/, ' unknown')),
      [
        'notes.txt unknown',
        'data.csv has more than 1 KiB',
        'broken.zip is no zip that can be read',
        'other.py unknown',
        'estimator.py is not UTF-8 text',
      ],
    );
  });

  it('never unpacks what is too large: a bomb stays small', async () => {
    const upload = await readUpload([zip({ 'estimator.py': new Uint8Array(50_000_000) })], elements);
    assert.deepEqual([upload.files, reasons(upload)], [{}, ['estimator.py has more than 1 KiB']]);
  });

  it('refuses a zip of too many files', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`f${index}/estimator.py`, 'x']));
    assert.match(reasons(await readUpload([zip(many)], elements)).join(), /more than 500 files/);
  });
});
