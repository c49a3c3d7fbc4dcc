import assert from 'node:assert/strict';
import { type Duplex, duplexPair } from 'node:stream';
import { setImmediate as tick } from 'node:timers/promises';
import { BadFrame, FrameReader, sendFrame } from './frames.js';

describe('frames between the worker and its Python side', () => {
  const limits = { headerBytesMax: 1000, partBytesMax: 100_000 };
  let near: Duplex;
  let far: Duplex;
  let reader: FrameReader;
  beforeEach(() => {
    [near, far] = duplexPair();
    reader = new FrameReader(near, limits);
  });
  const announce = (header: unknown, length?: number) => {
    const encoded = Buffer.from(JSON.stringify(header));
    const size = Buffer.alloc(4);
    size.writeUInt32BE(length ?? encoded.length);
    far.write(Buffer.concat([size, encoded]));
  };

  it('brings header and parts across unchanged, one message after the other', async () => {
    const part = Buffer.alloc(50_000, 7);
    void sendFrame(far, { kind: 'first', value: 1 }, [part, Buffer.alloc(0)]);
    void sendFrame(far, { kind: 'second' });
    far.end();
    assert.deepEqual(await reader.next(), { header: { kind: 'first', value: 1 }, parts: [part, Buffer.alloc(0)] });
    assert.deepEqual(await reader.next(), { header: { kind: 'second' }, parts: [] });
    assert.equal(await reader.next(), null);
  });

  it('waits for the rest of a message that comes byte by byte, without keeping the process busy', async () => {
    const next = reader.next();
    const bytes = Buffer.concat([Buffer.from([0, 0, 0, 12]), Buffer.from('{"parts":[]}')]);
    for (const byte of bytes) {
      far.write(Buffer.from([byte]));
      // Timers and input would not run at all if the reader were spinning.
      await tick();
    }
    assert.deepEqual(await next, { header: {}, parts: [] });
  });

  it('refuses a header that is too long before it has arrived', async () => {
    announce({}, 0xffffffff);
    await assert.rejects(reader.next(), BadFrame);
  });

  it('refuses parts that are too large before they have arrived, also when spread over messages', async () => {
    void sendFrame(far, {}, [Buffer.alloc(60_000)]);
    announce({ parts: [60_000] });
    await reader.next();
    await assert.rejects(reader.next(), BadFrame);
  });

  it('refuses what is no message', async () => {
    for (const header of [[], 'x', { parts: [-1] }, { parts: [0.5] }, {}, { parts: 'x' }]) {
      [near, far] = duplexPair();
      reader = new FrameReader(near, limits);
      announce(header);
      await assert.rejects(reader.next(), BadFrame);
    }
  });

  it('refuses a message cut short', async () => {
    announce({ parts: [10] });
    far.end('abc');
    await assert.rejects(reader.next(), BadFrame);
  });
});
