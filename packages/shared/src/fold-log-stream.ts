import type { Redis } from 'ioredis';
import {
  type FoldLogChunk,
  foldLogChunk,
  foldLogEntryId,
  foldLogKey,
  liveLogBytesMax,
  liveLogSeconds,
} from './fold-log.js';

/** Which stream: one attempt at one fold run. */
export interface FoldLogName {
  foldRunId: string;
  attempt: number;
}

/** Adds a chunk, in one round trip. A chunk that is there already is refused by Redis, which rejects. */
export async function writeFoldLog(redis: Redis, name: FoldLogName, chunk: FoldLogChunk): Promise<void> {
  const key = foldLogKey(name);
  const { fromSeq, seq, text } = foldLogChunk.parse(chunk);
  const oldest = seq - liveLogBytesMax;
  const trim = oldest > 0 ? ['MINID', '~', foldLogEntryId(oldest)] : [];
  const [added] = await Promise.all([
    redis.call('xadd', key, ...trim, foldLogEntryId(seq), 'fromSeq', fromSeq, 'text', text),
    redis.expire(key, liveLogSeconds.running),
  ]);
  if (added === null) throw new Error(`Redis did not take a chunk of ${key}.`);
}

/** The run has ended: the stream goes away soon, since the stored log has all of it. */
export async function endFoldLog(redis: Redis, name: FoldLogName): Promise<void> {
  await redis.expire(foldLogKey(name), liveLogSeconds.ended);
}

/** How many entries of one stream are read at once; whoever gets as many asks again. */
export const foldLogReadMax = 64;

/** What each stream has beyond a place, in order and by key; streams without news are left out. What is no chunk is skipped. */
export async function readFoldLogs(
  redis: Redis,
  wanted: readonly { key: string; afterSeq: number }[],
): Promise<Map<string, FoldLogChunk[]>> {
  const keys = wanted.map(({ key }) => key);
  const places = wanted.map(({ afterSeq }) => foldLogEntryId(afterSeq));
  const answer = await redis.xread('COUNT', foldLogReadMax, 'STREAMS', ...keys, ...places);
  return new Map((answer ?? []).map(([key, entries]) => [key, entries.flatMap(chunkOf)]));
}

function chunkOf([id, fields]: [id: string, fields: string[]]): FoldLogChunk[] {
  const seq = id.split('-')[0];
  const named: Record<string, unknown> = { seq };
  for (let at = 0; at + 1 < fields.length; at += 2) named[fields[at] ?? ''] = fields[at + 1];
  const chunk = foldLogChunk.safeParse(named);
  return chunk.success ? [chunk.data] : [];
}
