import { z } from 'zod';

// What a fold prints, on its way from the worker to whoever watches: a Redis stream per attempt. A place in a log is a
// number of bytes from its beginning, the same here and in the log that is stored once the run has ended; so a reader
// can go on anywhere, and what is missing shows.

/** The stream of one attempt at a fold run. */
export const foldLogKey = ({ foldRunId, attempt }: { foldRunId: string; attempt: number }): string =>
  `databoard:fold-log:${foldRunId}.${attempt}`;

/** An entry's name in the stream says where the entry ends: names grow, and one that is sent twice is refused by Redis. */
export const foldLogEntryId = (seq: number): string => `${seq}-0`;

/** Bytes of the log in one entry or message, at most. */
export const foldLogChunkBytesMax = 32_768;
/** How much of a log stays in Redis; of a longer one the beginning can be read once the run has ended. */
export const liveLogBytesMax = 4 * 1_048_576;
/** How long a stream outlives its last entry: while the run goes on, and once it has ended and the log is stored. */
export const liveLogSeconds = { running: 3_600, ended: 60 };

/** A part of a log, from byte `fromSeq` up to byte `seq`. Bytes that are no UTF-8 are replaced in the text, not in the count. */
export const foldLogChunk = z
  .object({
    fromSeq: z.coerce.number().int().nonnegative(),
    seq: z.coerce.number().int().positive(),
    // A byte that is none of UTF-8 becomes one character, so there are never more characters than bytes.
    text: z.string().max(foldLogChunkBytesMax),
  })
  .refine(({ fromSeq, seq }) => fromSeq < seq && seq - fromSeq <= foldLogChunkBytesMax);
export type FoldLogChunk = z.output<typeof foldLogChunk>;

/**
 * Cuts bytes into chunks that each begin and end between characters, except at the very end. `place`: where in the log
 * the first byte is.
 */
export function* cutLog(bytes: Buffer, place: number, bytesMax = foldLogChunkBytesMax): Generator<FoldLogChunk> {
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at, at + bytesMax);
    const isLast = at + rest.length === bytes.length;
    const part = isLast ? rest : rest.subarray(0, wholeCharacters(rest));
    yield { fromSeq: place + at, seq: place + at + part.length, text: part.toString('utf8') };
    at += part.length;
  }
}

/** How many of the bytes come before a character that has begun and is not complete. At least one for every four. */
export function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    const isContinuation = byte >> 6 === 0b10;
    if (isContinuation) continue;
    const expected = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return expected > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
