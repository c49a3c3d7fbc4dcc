import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { foldLogKey } from '@databoard/shared/fold-log';
import { readFoldLogs } from '@databoard/shared/fold-log-stream';
import { defaultFoldLimits, type FoldLimits } from '@databoard/shared/limits';
import { createRedis } from '@databoard/shared/redis';
import { LiveLog } from './live-log.js';
import type { ChildRun } from './runtime/child-run.js';
import { openWorkshop, type Workshop } from './testing/open-workshop.js';

describe('what a fold prints, while it runs', function () {
  this.timeout(60_000);
  let workshop: Workshop;
  before(async () => {
    workshop = await openWorkshop();
  });
  after(() => workshop.close());

  /** Runs code on a fold until it ends by itself, or `stop` says so of what it has printed. */
  async function run(
    code: string,
    { stop = () => false, limits = {} }: { stop?: (printed: string) => boolean; limits?: Partial<FoldLimits> } = {},
  ): Promise<{ told: Buffer[]; ended: ChildRun | null }> {
    const told: Buffer[] = [];
    const abort = new AbortController();
    const onLog = (bytes: Buffer) => {
      told.push(bytes);
      if (stop(Buffer.concat(told).toString())) abort.abort();
    };
    const files = [{ name: 'estimator.py', content: Buffer.from(code) }];
    const ended = await workshop.runtimes.use(await workshop.problemOf('iris'), async ({ scorer, folds }) => {
      const input = await scorer.foldInput(0);
      return folds
        .run({ input, files, limits: { ...defaultFoldLimits, ...limits } }, { onLog, signal: abort.signal })
        .catch((error: unknown) => (abort.signal.aborted ? null : Promise.reject(error)));
    });
    return { told, ended };
  }

  it('is told as it comes, stdout and stderr in the order of their lines', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => (index % 2 ? `err ${index}\n` : `out ${index}\n`)).join('');
    // It never ends by itself: whatever arrives has arrived while the run went on.
    const { told, ended } = await run(
      `
import sys, time
for index in range(20):
    print('err' if index % 2 else 'out', index, file=sys.stderr if index % 2 else sys.stdout)
while True:
    time.sleep(1)
`,
      { stop: (printed) => printed.length >= lines.length, limits: { timeoutSeconds: 50 } },
    );
    assert.equal(ended, null);
    assert.equal(Buffer.concat(told).toString(), lines);
  });

  it('is stored whole, and what was told is its beginning or all of it', async () => {
    const { told, ended } = await run(`
import os, time
for index in range(4):
    print('line', index)
    time.sleep(0.15)
os.write(1, b'half a character: \\xe2\\x82')
raise SystemExit
`);
    const expected = Buffer.concat([
      Buffer.from('line 0\nline 1\nline 2\nline 3\nhalf a character: '),
      Buffer.from([0xe2, 0x82]),
    ]);
    assert.deepEqual(ended?.log, expected);
    assert.deepEqual(told.length > 0 ? Buffer.concat(told) : expected, expected);
  });

  it('ends at the limit, to the byte', async () => {
    const { told, ended } = await run(`while True: print('x' * 99)`, { limits: { logBytesMax: 12_345 } });
    assert.equal(ended?.ended.verdict, 'output');
    assert.equal(ended.log.length, 12_345);
    assert.ok(Buffer.concat(told).length <= 12_345);
  });

  it('costs nothing where nothing is printed', async () => {
    const { told, ended } = await run('import time\ntime.sleep(0.3)\nraise SystemExit');
    assert.deepEqual([told, ended?.log.length], [[], 0]);
  });
});

describe('a live log on Redis', () => {
  const url = new URL('/8', process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379').href;
  const redis = createRedis({ url, embedded: process.env['REDIS_EMBEDDED'] === '1' });
  after(() => redis.disconnect());
  const open = (errors: unknown[] = []) => {
    const name = { foldRunId: randomUUID(), attempt: 1 };
    return {
      log: new LiveLog(name, { redis, onError: (error) => errors.push(error) }),
      key: foldLogKey(name),
      read: async (afterSeq = 0) =>
        (await readFoldLogs(redis, [{ key: foldLogKey(name), afterSeq }])).get(foldLogKey(name)),
    };
  };

  it('cuts between characters, whatever the pieces it gets', async () => {
    const { log, read } = open();
    for (const byte of Buffer.from('aé€😀.')) log.onLog(Buffer.from([byte]));
    assert.deepEqual(await read(), [
      { fromSeq: 0, seq: 1, text: 'a' },
      { fromSeq: 1, seq: 3, text: 'é' },
      { fromSeq: 3, seq: 6, text: '€' },
      { fromSeq: 6, seq: 10, text: '😀' },
      { fromSeq: 10, seq: 11, text: '.' },
    ]);
    assert.equal((await read(6))?.[0]?.text, '😀');
  });

  it('goes away soon after the end, and later when no end comes', async () => {
    const { log, key } = open();
    log.onLog(Buffer.from('hello'));
    const untilEnd = await redis.ttl(key);
    log.end();
    const afterEnd = await redis.ttl(key);
    assert.ok(untilEnd > 3000 && afterEnd > 0 && afterEnd <= 60, `${untilEnd} ${afterEnd}`);
  });

  it('makes no stream for a run that was silent', async () => {
    const { log, key } = open();
    log.end();
    await sleep(20);
    assert.equal(await redis.exists(key), 0);
  });

  it('keeps only the end of a log that is larger than what Redis should hold', async () => {
    const errors: unknown[] = [];
    const { log, read } = open(errors);
    for (let piece = 0; piece < 6; piece++) log.onLog(Buffer.alloc(1_048_576, 'x'));
    const first = (await read())?.[0];
    assert.ok(first && first.fromSeq > 1_000_000, String(first?.fromSeq));
    assert.deepEqual(errors, []);
  });
});
