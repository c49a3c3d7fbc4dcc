import { cutLog, type FoldLogChunk } from '@databoard/shared/fold-log';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { Publisher, Subscriber } from '../graphql/pubsub.js';
import type { Services } from '../services.js';
import { createBell } from './bell.js';
import type { FoldRun } from './fold-run.entity.js';
import { logNotice, readLogBytes, wasStopped } from './stored-log.js';

/** A part of a fold's log as a viewer gets it. */
export interface FoldLogPart extends FoldLogChunk {
  foldRunId: string;
  attempt: number;
  isEnd: boolean;
  /** What the platform has to say about this place of the log; never the code's own words. */
  notice: string | null;
}

/** Where a viewer stands: the end of what it has, and the attempt that printed it (null: the current one). */
export interface LogPlace {
  attempt: number | null;
  afterSeq: number;
}

/** A run whose log the viewer may read. */
export interface ReadableRun {
  run: FoldRun;
  submissionId: string;
  event: { foldLogKiB: number };
}

interface FollowDeps extends Pick<Services, 'foldLogs' | 'store'> {
  topics: Publisher & Subscriber;
  /** Reads the run again, and whether the viewer may read its log; null where not. Asked before each message. */
  readRun: () => Promise<ReadableRun | null>;
}

/** News of a run's end can get lost; this often the row is looked at without any. */
const lookAgainMs = 5_000;
/** Characters of one message, about; few messages for a long log, since rights are read before each. */
const partLengthMax = 262_144;

/**
 * A fold's log from a place on: what is there, what comes, and, once the run has ended, the rest of the stored log. The
 * first part tells where the viewer stands. A part that begins before the end of the last one replaces what the viewer
 * has from there on: a new attempt, or lines that Redis had lost. `null` as the last part: the viewer may not read it.
 */
export function followFoldLog(place: LogPlace, deps: FollowDeps): AsyncIterableIterator<{ part: FoldLogPart | null }> {
  const bell = createBell();
  const parts = follow(place, deps, bell);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const { value, done } = await parts.next();
      return done ? { value: undefined, done } : { value: { part: value }, done: false };
    },
    async return() {
      // The generator may be waiting; it could not be returned from before it goes on.
      bell.close();
      await parts.return(null);
      return { value: undefined, done: true };
    },
  };
}

async function* follow(
  place: LogPlace,
  deps: FollowDeps,
  bell: ReturnType<typeof createBell>,
): AsyncGenerator<FoldLogPart | null> {
  let found = await deps.readRun();
  if (found === null) return yield null;
  const news = deps.topics.submissionChanges(found.submissionId)[Symbol.asyncIterator]();
  void ringAtEach(news, bell.ring);
  let position = new Position(found.run, place.attempt ?? found.run.attempt, place.afterSeq);
  let stopWatching = () => {};
  try {
    for (let isFirst = true; ; isFirst = false) {
      if (found === null) return yield null;
      const { run }: ReadableRun = found;
      if (isFirst || run.attempt !== position.attempt) {
        stopWatching();
        if (run.attempt !== position.attempt) position = new Position(run, run.attempt, 0);
        const watching = position;
        stopWatching = deps.foldLogs.watch({ foldRunId: run.id, attempt: run.attempt }, watching.seq, (chunks) => {
          watching.take(chunks);
          bell.ring();
        });
        if (!isFoldRunEnded(run.state)) yield position.part();
      }
      if (isFoldRunEnded(run.state)) return yield* storedParts(found, position, deps);
      const part = position.next();
      if (part !== null) yield part;
      else await bell.wait(lookAgainMs);
      if (bell.isClosed()) return;
      found = await deps.readRun();
    }
  } finally {
    stopWatching();
    await news.return?.();
  }
}

/** What one viewer has of one attempt's log. */
class Position {
  private readonly waiting: FoldLogChunk[] = [];
  /** Where the first lines are missing; what is stored fills them in at the end. */
  private gapAt: number | null = null;

  constructor(
    private readonly run: { id: string },
    readonly attempt: number,
    public seq: number,
  ) {}

  take(chunks: readonly FoldLogChunk[]): void {
    const last = this.waiting.at(-1)?.seq ?? this.seq;
    this.waiting.push(...chunks.filter(({ seq }) => seq > last));
  }

  /** The end of what the viewer has without a gap. */
  get completeUpTo(): number {
    return this.gapAt ?? this.seq;
  }

  /** What waits, as one part as far as it hangs together; null when nothing waits. */
  next(): FoldLogPart | null {
    const first = this.waiting.shift();
    if (first === undefined) return null;
    if (first.fromSeq > this.seq) this.gapAt ??= this.seq;
    const merged = { ...first };
    for (let more = this.waiting[0]; more?.fromSeq === merged.seq; more = this.waiting[0]) {
      if (merged.text.length + more.text.length > partLengthMax) break;
      merged.text += more.text;
      merged.seq = more.seq;
      this.waiting.shift();
    }
    return this.part(merged);
  }

  part(chunk: FoldLogChunk = { fromSeq: this.seq, seq: this.seq, text: '' }): FoldLogPart {
    this.seq = chunk.seq;
    return { ...chunk, foldRunId: this.run.id, attempt: this.attempt, isEnd: false, notice: null };
  }
}

/** The rest of a log whose run has ended. */
async function* storedParts(
  { run, event }: ReadableRun,
  position: Position,
  deps: FollowDeps,
): AsyncGenerator<FoldLogPart | null> {
  const bytes = await readLogBytes(run.logDigest, deps);
  const notice = logNotice(run, bytes, event);
  if (bytes === null) {
    // Either nothing was printed, or what Redis still has is all there will be.
    const name = { foldRunId: run.id, attempt: run.attempt };
    if (wasStopped(run)) position.take(await deps.foldLogs.read(name, position.seq));
    for (let part = position.next(); part !== null; part = position.next()) yield part;
    return yield { ...position.part(), isEnd: true, notice: position.seq > 0 ? notice : null };
  }
  const fromSeq = Math.min(position.completeUpTo, bytes.length);
  let last = { fromSeq, seq: fromSeq, text: '' };
  for (const chunk of cutLog(bytes.subarray(fromSeq), fromSeq, partLengthMax)) {
    if (last.text !== '') {
      yield position.part(last);
      if ((await deps.readRun()) === null) return yield null;
    }
    last = chunk;
  }
  yield { ...position.part(last), isEnd: true, notice };
}

async function ringAtEach(news: AsyncIterator<unknown>, ring: () => void): Promise<void> {
  try {
    while (!(await news.next()).done) ring();
  } catch {
    // Without news the row is looked at now and then.
  }
}
