import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { printed } from '../../testing/printed.js';
import { type RawEntry, rawZip } from '../../testing/raw-zip.js';
import type { CliConfig } from '../config.js';
import { CommandFailed } from '../exit-code.js';
import { type FakeAnswer, startFakePlatform } from '../fake-platform.js';
import { kit } from './kit.js';

describe('databoard kit', () => {
  let folder: string;
  let config: CliConfig;
  let platform: Awaited<ReturnType<typeof startFakePlatform>>;
  let zips: FakeAnswer[];
  let problem: object;
  const tiny = { problemName: 'tiny', number: 2, kitBytes: 20, kitFileCount: 3, elements: [{ fileName: 'e.py' }] };

  beforeEach(async () => {
    problem = tiny;
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-kit-test-'));
    platform = await startFakePlatform(({ query }) =>
      query === '' ? (zips.shift() ?? { raw: { status: 404, body: '{}' } }) : { data: { event: { problem } } },
    );
    config = { api: platform.api, token: null, password: null, credentialsFile: path.join(folder, 'none.json') };
  });
  afterEach(async () => {
    await platform.close();
    await rm(folder, { recursive: true });
  });

  const zipOf = (...entries: RawEntry[]): FakeAnswer => ({ raw: { body: rawZip(entries) } });
  const good = [
    { name: 'tiny/problem.py', content: 'problem' },
    { name: 'tiny/submissions/starting_kit/e.py', content: 'code' },
  ];
  const run = (...answers: FakeAnswer[]) => {
    zips = answers;
    return printed(() => kit(config, 'iris', path.join(folder, 'tiny'), {}));
  };
  const failedWith = (error: unknown, code: number, message: RegExp) => {
    assert.ok(error instanceof CommandFailed, String(error));
    assert.match(error.message, message);
    assert.equal(error.code, code);
  };

  it('unpacks what the platform sends, and leaves nothing else behind', async () => {
    const { lines, errorLines, error } = await run(zipOf({ name: 'tiny/', content: '', mode: 0o040755 }, ...good));
    assert.equal(error, null);
    assert.equal(await readFile(path.join(folder, 'tiny/problem.py'), 'utf8'), 'problem');
    assert.equal(await readFile(path.join(folder, 'tiny/submissions/starting_kit/e.py'), 'utf8'), 'code');
    assert.deepEqual(await readdir(folder), ['tiny']);
    assert.match(lines.join(''), /tiny: tiny, version 2, 2 files, 20 B$/);
    assert.match(errorLines.join(''), /databoard submit iris .*submissions\/<name>$/);
    assert.equal(platform.seen.at(-1)?.path, '/kits/iris.zip');
    assert.equal(platform.seen.at(-1)?.headers.authorization, undefined);
  });

  it('waits where the platform is packing for others', async () => {
    const busy = { raw: { status: 503, headers: { 'retry-after': '0.01' }, body: '{"error":"Too many."}' } };
    assert.equal((await run(busy, busy, zipOf(...good))).error, null);
  });

  it('writes over nothing', async () => {
    await mkdir(path.join(folder, 'tiny'));
    await writeFile(path.join(folder, 'tiny', 'mine.py'), 'mine');
    failedWith((await run(zipOf(...good))).error, 64, /tiny is there already: give another folder/);
    assert.equal(await readFile(path.join(folder, 'tiny', 'mine.py'), 'utf8'), 'mine');
    assert.deepEqual(zips.length, 1);
  });

  it('makes no folder elsewhere, whatever a platform calls its problem', async () => {
    for (const problemName of ['../escaped', path.join(folder, 'absolute'), '.ssh', '']) {
      problem = { ...tiny, problemName };
      zips = [zipOf(...good)];
      failedWith((await printed(() => kit(config, 'iris', undefined, {}))).error, 1, /give a folder behind the event/);
    }
    assert.deepEqual(await readdir(folder), []);
  });

  const hostile: Record<string, [entries: RawEntry[], message: RegExp]> = {
    'a path that climbs': [[{ name: 'tiny/../../escaped.py', content: 'x' }], /cannot be unpacked/],
    'an absolute path': [[{ name: '/tmp/escaped.py', content: 'x' }], /cannot be unpacked/],
    'a backslash': [[{ name: 'tiny\\..\\escaped.py', content: 'x' }], /cannot be unpacked/],
    'a symbolic link': [[{ name: 'tiny/link', content: '/etc', mode: 0o120777 }], /is no plain file/],
    'a device': [[{ name: 'tiny/null', content: '', mode: 0o020666 }], /is no plain file/],
    'the same file twice': [[...good.slice(0, 1), ...good.slice(0, 1)], /is there twice/],
    'a file in the place of a folder': [
      [
        { name: 'tiny/a', content: 'x' },
        { name: 'tiny/a/b', content: 'x' },
      ],
      /is both a file and a folder/,
    ],
    'two folders at the top': [[...good, { name: 'other/file', content: 'x' }], /not in one folder/],
    'no folder at the top': [[{ name: 'file', content: 'x' }], /leaves its folder/],
    'more files than the kit has': [
      [1, 2, 3, 4].map((n) => ({ name: `tiny/${n}`, content: 'x' })),
      /more than the 3 files/,
    ],
    'more bytes than the kit has': [[{ name: 'tiny/big', content: 'x'.repeat(21) }], /more than the 20 bytes/],
    'a size that is a lie': [[{ name: 'tiny/big', content: 'x'.repeat(100), claimedBytes: 2 }], /cannot be unpacked/],
    'damaged content': [[{ name: 'tiny/file', content: 'x', claimedSum: 1 }], /is damaged/],
  };
  for (const [what, [entries, message]] of Object.entries(hostile)) {
    it(`takes nothing from a zip with ${what}`, async () => {
      failedWith((await run(zipOf(...entries))).error, 1, message);
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it('says what came in the place of a kit', async () => {
    failedWith((await run()).error, 1, /no kit of iris, or none for you/);
    failedWith((await run({ raw: { body: 'no zip' } })).error, 1, /cannot be unpacked/);
    failedWith(
      (await run({ raw: { status: 500, body: '{"error":"Something went wrong (1)."}' } })).error,
      5,
      /went wrong/,
    );
    assert.deepEqual(await readdir(folder), []);
  });
});
