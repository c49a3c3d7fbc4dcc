import type { Duplex } from 'node:stream';
import type { FoldLimits } from '@databoard/shared/limits';
import { withDeadline } from './deadline.js';
import { type Ended, type Raised, supervisorMessage } from './fold-messages.js';
import { FrameReader, sendFrame } from './frames.js';
import { PlatformFault } from './platform-fault.js';
import type { FoldInput } from './scorer.js';

/** One file of a submission. */
export interface SubmissionFile {
  name: string;
  content: Buffer;
}

/** One run of a submission on a fold, as the fork server takes it. */
export interface ChildRequest {
  input: FoldInput;
  files: readonly SubmissionFile[];
  limits: FoldLimits;
  /** Nobody waits for it: it leaves the processor to others. */
  isBackground?: boolean | undefined;
}

/** What is told while a run goes on, and what stops it. */
export interface ChildRunOptions {
  onStep?: (step: 'started' | 'train' | 'valid' | 'test') => void;
  /** What was printed since the last call, while the run goes on. Never called for a run that is silent, or over at once. */
  onLog?: (bytes: Buffer) => void;
  signal?: AbortSignal | undefined;
}

/** How a fold child's life went. Predictions are bytes of unknown worth. */
export interface ChildRun {
  seconds: { train: number | null; valid: number | null; test: number | null };
  predictions: { train: Buffer | null; test: Buffer | null };
  raised: Raised | null;
  /** Which limit the exception comes from, when it comes from one. */
  limit: 'disk' | 'processes' | null;
  /** The type of what predict returned, when it was no array. */
  unusable: string | null;
  ended: Omit<Ended, 'kind'>;
  log: Buffer;
  /** From handing the run over to hearing of its end. */
  wallSeconds: number;
}

/** The run was cancelled from outside; it has no outcome. */
export class RunCancelled extends Error {
  override readonly name = 'RunCancelled';
}

/** The supervisor went away without a word. Where it shares a wall with the child, the child may have done that. */
export class SupervisorGone extends PlatformFault {}

/** How long the supervisor may take beyond the run's own limit: the child's memory must be given back. */
const graceSeconds = 30;

/** Sends a run over a fresh connection to a supervisor and follows it to its end. Hangs up afterwards, which ends the child. */
export async function followChildRun(
  connection: Duplex,
  request: ChildRequest,
  options: ChildRunOptions,
): Promise<ChildRun> {
  // Errors show as the connection's end.
  connection.on('error', () => undefined);
  const hangUp = () => connection.destroy();
  options.signal?.addEventListener('abort', hangUp, { once: true });
  try {
    options.signal?.throwIfAborted();
    const seconds = request.limits.timeoutSeconds + graceSeconds;
    return await withDeadline(follow(connection, request, options), seconds, 'The fold supervisor', hangUp);
  } catch (error) {
    throw options.signal?.aborted ? new RunCancelled('The run was cancelled.') : error;
  } finally {
    options.signal?.removeEventListener('abort', hangUp);
    hangUp();
  }
}

async function follow(connection: Duplex, request: ChildRequest, options: ChildRunOptions): Promise<ChildRun> {
  const { input, files, limits, isBackground = false } = request;
  const header = { seed: input.seed, limits, isBackground, files: files.map((file) => file.name) };
  void sendFrame(connection, header, [input.packed, ...files.map((file) => file.content)]);
  const startedAt = performance.now();
  options.onStep?.('started');
  const reader = new FrameReader(connection, {
    headerBytesMax: 1 << 17,
    partBytesMax: limits.predictionBytesMax + limits.logBytesMax,
  });
  const run: Omit<ChildRun, 'ended' | 'log' | 'wallSeconds'> = {
    seconds: { train: null, valid: null, test: null },
    predictions: { train: null, test: null },
    raised: null,
    limit: null,
    unusable: null,
  };
  const printed: Buffer[] = [];
  const print = (bytes: Buffer | undefined, isToldNow: boolean) => {
    if (!bytes || bytes.length === 0) return;
    printed.push(bytes);
    if (isToldNow) options.onLog?.(bytes);
  };
  for (let frame = await reader.next(); frame !== null; frame = await reader.next()) {
    const message = supervisorMessage.parse(frame.header);
    switch (message.kind) {
      case 'step':
        run.seconds[message.step] = message.seconds;
        if (message.step === 'valid') run.predictions.train = frame.parts[0] ?? null;
        if (message.step === 'test') run.predictions.test = frame.parts[0] ?? null;
        options.onStep?.(message.step);
        break;
      case 'raised':
        run.raised = message.raised;
        run.limit = message.limit;
        break;
      case 'unusable':
        run.unusable = message.type;
        break;
      case 'log':
        print(frame.parts[0], true);
        break;
      case 'ended':
        // A log that comes as a whole is stored before anyone could read it here.
        print(frame.parts[0], printed.length > 0);
        return {
          ...run,
          ended: message,
          log: Buffer.concat(printed),
          wallSeconds: (performance.now() - startedAt) / 1000,
        };
    }
  }
  throw new SupervisorGone('The fold supervisor went away in the middle of a run.');
}
