import type { Duplex } from 'node:stream';

/** One message between the worker and its Python side: a JSON header and binary parts (see `framing.py`). */
export interface Frame {
  header: Record<string, unknown>;
  parts: Buffer[];
}

/** How much one side accepts from the other. `partBytesMax` counts all parts of all messages together. */
export interface FrameLimits {
  headerBytesMax: number;
  partBytesMax: number;
}

/** The other side broke the rules of the channel. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';
}

/** Sends one message; resolves when the stream wants more. */
export async function sendFrame(stream: Duplex, header: object, parts: readonly Uint8Array[] = []): Promise<void> {
  const encoded = Buffer.from(JSON.stringify({ ...header, parts: parts.map((part) => part.byteLength) }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(encoded.length);
  stream.cork();
  let hasRoom = stream.write(Buffer.concat([length, encoded]));
  for (const part of parts) hasRoom = stream.write(part);
  stream.uncork();
  if (hasRoom || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}

/** Reads messages from a side that is not trusted: sizes are checked before memory is taken. */
export class FrameReader {
  private partBytesLeft: number;
  private chunks: Buffer[] = [];
  private bufferedBytes = 0;
  private hasEnded = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly stream: Duplex,
    private readonly limits: FrameLimits,
  ) {
    this.partBytesLeft = limits.partBytesMax;
    stream.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.bufferedBytes += chunk.length;
      // Nothing more is taken in than the message at hand asks for.
      stream.pause();
      this.wake();
    });
    stream.pause();
    const end = () => {
      this.hasEnded = true;
      this.wake();
    };
    for (const event of ['end', 'close', 'error']) stream.on(event, end);
  }

  /** The next message, or `null` when the channel has ended. Throws `BadFrame`. */
  async next(): Promise<Frame | null> {
    const length = await this.take(4);
    if (length === null) return null;
    const headerBytes = length.readUInt32BE();
    if (headerBytes > this.limits.headerBytesMax) throw new BadFrame(`A header of ${headerBytes} bytes is too long.`);
    const { parts: lengths, ...header } = parseHeader(await this.takeAll(headerBytes));
    if (!isLengths(lengths)) throw new BadFrame('The lengths of the parts are not numbers.');
    this.partBytesLeft -= lengths.reduce((sum, bytes) => sum + bytes, 0);
    if (this.partBytesLeft < 0) throw new BadFrame('The parts are larger than allowed.');
    const parts: Buffer[] = [];
    for (const bytes of lengths) parts.push(await this.takeAll(bytes));
    return { header, parts };
  }

  private async takeAll(bytes: number): Promise<Buffer> {
    const taken = await this.take(bytes);
    if (taken === null) throw new BadFrame('The channel ended in the middle of a message.');
    return taken;
  }

  private async take(bytes: number): Promise<Buffer | null> {
    while (this.bufferedBytes < bytes) {
      if (this.hasEnded) return null;
      const arrived = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.stream.resume();
      await arrived;
    }
    const all = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
    this.chunks = all.length > bytes ? [all.subarray(bytes)] : [];
    this.bufferedBytes = all.length - bytes;
    return all.subarray(0, bytes);
  }
}

function parseHeader(encoded: Buffer): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(encoded.toString('utf8'));
    if (typeof header === 'object' && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>;
  } catch {
    // Falls through to the same complaint.
  }
  throw new BadFrame('A header is not a JSON object.');
}

const isLengths = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((bytes) => Number.isSafeInteger(bytes) && bytes >= 0);
