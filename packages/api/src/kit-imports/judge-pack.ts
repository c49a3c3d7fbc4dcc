import { type InflateRaw, inflateSync } from 'node:zlib';
import { BadKitContents } from './bad-kit-contents.js';

const objectsMax = 500_000;
const offsetDelta = 6;
const referenceDelta = 7;

/**
 * Reads a pack of git objects once before anything else does, with a bound on what each piece may unpack to: the library
 * that reads it afterwards has none. Throws `BadKitContents`.
 */
export function judgePack(
  pack: Buffer,
  { objectBytes, totalBytes }: { objectBytes: number; totalBytes: number },
): void {
  if (pack.length < 32 || pack.toString('latin1', 0, 4) !== 'PACK') throw broken();
  const count = pack.readUInt32BE(8);
  if (count > objectsMax) throw new BadKitContents(`The repository has more than ${objectsMax} objects.`);
  let position = 12;
  let total = 0;
  const spend = (bytes: number) => {
    total += bytes;
    if (bytes > objectBytes) {
      throw new BadKitContents(`A file of the repository has more than ${Math.floor(objectBytes / 1_048_576)} MiB.`);
    }
    if (total > totalBytes) {
      throw new BadKitContents(`The repository unpacks to more than ${Math.floor(totalBytes / 1_048_576)} MiB.`);
    }
  };
  const byte = (): number => {
    const value = pack[position++];
    if (value === undefined) throw broken();
    return value;
  };

  for (let index = 0; index < count; index++) {
    const head = byte();
    const type = (head >> 4) & 7;
    let size = head & 15;
    for (let more = head, factor = 16; more & 128; factor *= 128) {
      more = byte();
      size += (more & 127) * factor;
      if (size > Number.MAX_SAFE_INTEGER) throw broken();
    }
    if (type === offsetDelta) while (byte() & 128);
    if (type === referenceDelta) position += 20;
    spend(size);
    const { content, consumed } = inflate(pack.subarray(position), size);
    position += consumed;
    if (type === offsetDelta || type === referenceDelta) spend(targetSize(content));
  }
}

/** Unpacks one object, which must have exactly the size it says, and tells how long it is packed. */
function inflate(packed: Buffer, size: number): { content: Buffer; consumed: number } {
  try {
    const options = { info: true, maxOutputLength: Math.max(1, size) };
    const { buffer, engine } = inflateSync(packed, options) as unknown as { buffer: Buffer; engine: InflateRaw };
    if (buffer.length !== size) throw broken();
    return { content: buffer, consumed: engine.bytesWritten };
  } catch {
    throw broken();
  }
}

/** What a delta makes: the second of the two sizes that it begins with. */
function targetSize(delta: Buffer): number {
  let position = 0;
  let size = 0;
  for (let which = 0; which < 2; which++) {
    size = 0;
    for (let factor = 1; ; factor *= 128) {
      const value = delta[position++];
      if (value === undefined || size > Number.MAX_SAFE_INTEGER) throw broken();
      size += (value & 127) * factor;
      if ((value & 128) === 0) break;
    }
  }
  return size;
}

const broken = () => new BadKitContents('The git server sends objects that cannot be read.');
