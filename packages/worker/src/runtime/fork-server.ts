import { connect } from 'node:net';
import path from 'node:path';
import type { FoldLimits } from '@databoard/shared/limits';
import { z } from 'zod';
import type { SandboxedProcess } from '../sandbox/sandbox.js';
import {
  type ChildRequest,
  type ChildRun,
  type ChildRunOptions,
  followChildRun,
  RunCancelled,
  SupervisorGone,
} from './child-run.js';
import { withDeadline } from './deadline.js';
import { FrameReader, sendFrame } from './frames.js';
import { KitRefused, refusedAnswer } from './kit-refused.js';
import { PlatformFault } from './platform-fault.js';

/** Runs submissions on folds, each in a process of its own that ends with the run. */
export interface FoldRunner {
  /** Throws a `PlatformFault` when no run could be made of it, `RunCancelled` when it was stopped. */
  run(request: ChildRequest, options: ChildRunOptions): Promise<ChildRun>;
  close(): void;
}

const loadAnswer = z.discriminatedUnion('kind', [z.object({ kind: z.literal('ready') }), refusedAnswer]);
const loadSeconds = 600;

/** The worker's end of one fork server process. It imports libraries as soon as it is started. */
export class ForkServer implements FoldRunner {
  /** `runsFolder`: the host's path of the folder where the process makes its socket; none when it serves one run only. */
  constructor(
    private readonly process: SandboxedProcess,
    private readonly runsFolder: string | null,
  ) {}

  /** Resolves when the process is gone, with a sentence on how it ended. */
  get ended(): Promise<string> {
    return this.process.ended;
  }

  /** Reads the kit and the features that the scorer has left, and starts to take runs. Throws `KitRefused`. */
  async load(): Promise<void> {
    const { channel } = this.process;
    const reader = new FrameReader(channel, { headerBytesMax: 1 << 20, partBytesMax: 0 });
    void sendFrame(channel, { op: 'load' });
    const frame = await withDeadline(reader.next(), loadSeconds, 'Starting the fork server', () => this.close());
    if (frame === null) throw new PlatformFault(`The fork server ${await this.process.ended}.`);
    const answer = loadAnswer.parse(frame.header);
    if (answer.kind === 'refused') throw new KitRefused(answer);
  }

  run(request: ChildRequest, options: ChildRunOptions): Promise<ChildRun> {
    const { channel } = this.process;
    const connection = this.runsFolder === null ? channel : connect(path.join(this.runsFolder, 'runs.sock'));
    return followChildRun(connection, request, options);
  }

  close(): void {
    this.process.kill();
  }
}

/** For systems that refuse namespaces inside namespaces: a fork server of its own for each run, used once. */
export class ColdForkServers implements FoldRunner {
  private readonly running = new Set<ForkServer>();

  constructor(private readonly start: (limits: FoldLimits) => ForkServer) {}

  async run(request: ChildRequest, options: ChildRunOptions): Promise<ChildRun> {
    if (options.signal?.aborted) throw new RunCancelled('The run was cancelled.');
    const server = this.start(request.limits);
    this.running.add(server);
    try {
      await server.load();
      return await server.run(request, options);
    } catch (error) {
      if (!(error instanceof SupervisorGone)) throw error;
      return killedSupervisor;
    } finally {
      this.running.delete(server);
      server.close();
    }
  }

  close(): void {
    for (const server of this.running) server.close();
  }
}

/** Here the child shares its process namespace with the supervisor and can end it; that counts as ending itself. */
const killedSupervisor: ChildRun = {
  seconds: { train: null, valid: null, test: null },
  predictions: { train: null, test: null },
  raised: null,
  limit: null,
  unusable: null,
  ended: { verdict: 'exited', code: null, signal: 9, hasAllProcesses: false, cpuSeconds: 0, peakMemoryMiB: 0 },
  log: Buffer.alloc(0),
  wallSeconds: 0,
};
