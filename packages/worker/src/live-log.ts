import { cutLog, wholeCharacters } from '@databoard/shared/fold-log';
import { endFoldLog, type FoldLogName, writeFoldLog } from '@databoard/shared/fold-log-stream';

/** Where live logs go. */
export interface LiveLogSink {
  redis: Parameters<typeof writeFoldLog>[0];
  onError(error: unknown): void;
}

/**
 * Tells those who watch a fold run what it prints. Nobody waits for it: what is lost here is read from the stored log
 * once the run has ended. A run that prints nothing costs nothing.
 */
export class LiveLog {
  private readonly name: FoldLogName;
  private bytesTaken = 0;
  /** The beginning of a character whose other bytes have not come yet. */
  private held: Buffer = Buffer.alloc(0);

  constructor(
    { foldRunId, attempt }: FoldLogName,
    private readonly sink: LiveLogSink,
  ) {
    this.name = { foldRunId, attempt };
  }

  readonly onLog = (bytes: Buffer): void => {
    const { redis, onError } = this.sink;
    const all = Buffer.concat([this.held, bytes]);
    const from = this.bytesTaken - this.held.length;
    this.bytesTaken += bytes.length;
    const whole = wholeCharacters(all);
    this.held = all.subarray(whole);
    for (const chunk of cutLog(all.subarray(0, whole), from)) writeFoldLog(redis, this.name, chunk).catch(onError);
  };

  /** To be called when the run has ended, whichever way. */
  end(): void {
    if (this.bytesTaken > 0) endFoldLog(this.sink.redis, this.name).catch(this.sink.onError);
  }
}
