import assert from 'node:assert/strict';
import { duplexPair } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { BadFrame, FrameReader, sendFrame } from './frames.js';

const limits = { headerBytesMax: 1 << 16, partBytesMax: 1 << 20 };

const encoded = (header: object): Buffer => {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json]);
};

describe('frames between the worker and its Python side', () => {
  it('carry a header and binary parts', async () => {
    const [near, far] = duplexPair();
    void sendFrame(near, { kind: 'predictions' }, [Buffer.from('abc'), Buffer.from('')]);
    const frame = await new FrameReader(far, limits).next();
    assert.deepEqual(frame?.header, { kind: 'predictions' });
    assert.deepEqual(
      frame.parts.map((part) => part.toString()),
      ['abc', ''],
    );
  });

  it('leave the event loop alone while half a message has arrived', async () => {
    const [near, far] = duplexPair();
    const next = new FrameReader(far, limits).next();
    const bytes = Buffer.concat([encoded({ parts: [4] }), Buffer.from('abcd')]);
    for (const byte of bytes) {
      near.write(Buffer.of(byte));
      // A reader that spins on its half message never lets this timer fire.
      await sleep(1);
    }
    assert.equal((await next)?.parts[0]?.toString(), 'abcd');
  });

  it('end with null, or with BadFrame in the middle of a message', async () => {
    const [near, far] = duplexPair();
    const reader = new FrameReader(far, limits);
    near.end();
    assert.equal(await reader.next(), null);

    const [broken, other] = duplexPair();
    broken.write(encoded({ parts: [10] }));
    broken.end('abc');
    await assert.rejects(new FrameReader(other, limits).next(), BadFrame);
  });

  for (const [what, bytes] of [
    ['a header that is too long', Buffer.from([0x7f, 0xff, 0xff, 0xff])],
    ['parts that are too large', encoded({ parts: [(1 << 20) + 1] })],
    ['lengths that are no numbers', encoded({ parts: [-1] })],
    ['a header that is no object', encoded([])],
  ] as const)
    it(`refuse ${what} before taking memory for it`, async () => {
      const [near, far] = duplexPair();
      near.write(bytes);
      await assert.rejects(new FrameReader(far, limits).next(), BadFrame);
    });
});
