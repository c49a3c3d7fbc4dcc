import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname, totalmem } from 'node:os';
import type { Log } from '@databoard/shared/log';
import { protocolNumber, softwareVersion } from '@databoard/shared/protocol';
import { foldRunOfJobId } from '@databoard/shared/queues/fold-jobs';
import { createRedis, type RedisSettings } from '@databoard/shared/redis';
import { type WorkerCommand, workerCommand, workerCommandChannel } from '@databoard/shared/worker-command';
import { type WorkerSign, workerSign, workerSignChannel } from '@databoard/shared/worker-sign';
import type { Standing } from './standing.js';

/** What a worker knows of itself before it starts. */
export type Self = Pick<WorkerSign, 'name' | 'slots' | 'isolation' | 'walls'>;

interface RegistrationSettings {
  redis: RedisSettings;
  standing: Standing;
  /** The fold jobs at hand. */
  running: () => readonly string[];
  log: Log;
  onCommand: (command: WorkerCommand) => void;
  /** For tests. */
  protocol?: number | undefined;
}

const signEveryMs = 2000;
/** Until the first answer: whoever has just started the platform waits for it. */
const askEveryMs = 100;
const sayThatItWaitsAfterMs = 10_000;

/**
 * Makes a worker known: gives a sign every two seconds and at once when asked to, and passes commands on. Signs are worth
 * nothing later, so one that Redis does not take is lost.
 */
export class Registration {
  private readonly instanceId = randomUUID();
  private readonly publisher;
  private readonly subscriber;
  private environment: Record<string, string> = {};
  private timer: NodeJS.Timeout | undefined;
  private self: Self | null = null;
  private readonly openedMs = performance.now();
  private hasSaidThatItWaits = false;

  /** Opens its connections, so that they are there when the worker is. */
  constructor(private readonly settings: RegistrationSettings) {
    const { redis, log, onCommand } = settings;
    const onError = (err: unknown) => log.warn({ err }, 'trouble with Redis');
    this.publisher = createRedis(redis, { maxRetriesPerRequest: 0, enableOfflineQueue: false }).on('error', onError);
    // It would check with a command that is not allowed once it has subscribed.
    this.subscriber = createRedis(redis, { enableReadyCheck: false }).on('error', onError);
    this.subscriber.on('message', (_channel, text) => {
      try {
        onCommand(workerCommand.parse(JSON.parse(text)));
      } catch (err) {
        log.warn({ err }, 'dropped a command that cannot be read');
      }
    });
  }

  /** Begins to give signs. */
  async announce(self: Self): Promise<void> {
    this.self = self;
    const giveRegularly = () => {
      void this.give();
      this.warnWhileWaiting();
      const { isWelcome, isRefused } = this.settings.standing;
      this.timer = setTimeout(giveRegularly, isWelcome || isRefused ? signEveryMs : askEveryMs);
    };
    this.publisher.on('ready', () => void this.give());
    await this.subscriber.subscribe(workerCommandChannel(this.instanceId));
    giveRegularly();
  }

  /** Tells from the next sign on which versions its Python has. */
  setEnvironment(environment: Record<string, string>): void {
    this.environment = environment;
  }

  /** Gives a sign now. */
  async give(): Promise<void> {
    const { redis, standing, running, log, protocol = protocolNumber } = this.settings;
    if (this.self === null) return;
    const { isWelcome, isPaused, state, reason } = standing;
    const sign: WorkerSign = {
      ...this.self,
      walls: this.self.walls.slice(0, 50).map((wall) => ({ ...wall, how: wall.how.slice(0, 500) })),
      instanceId: this.instanceId,
      host: hostname().slice(0, 255),
      cores: availableParallelism(),
      memoryMiB: memoryMiB(),
      environment: this.environment,
      version: softwareVersion,
      protocol,
      ...{ isWelcome, isPaused, state },
      reason: reason?.slice(0, 2000) ?? null,
      running: running().slice(0, 1024).map(foldRunOfJobId),
    };
    const encoded = workerSign.safeEncode(sign);
    if (!encoded.success) return log.error({ err: encoded.error }, 'this worker cannot be described to the api');
    await this.publisher.publish(workerSignChannel(redis), JSON.stringify(encoded.data)).catch(() => undefined);
  }

  /** Gives a last sign. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.give();
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private warnWhileWaiting(): void {
    const { isWelcome, isRefused } = this.settings.standing;
    if (isWelcome || isRefused || this.hasSaidThatItWaits) return;
    if (performance.now() - this.openedMs < sayThatItWaitsAfterMs) return;
    this.hasSaidThatItWaits = true;
    this.settings.log.warn('waiting for an api to answer on Redis; jobs are taken once it has');
  }
}

/** What this machine, or the container that it is, has. */
function memoryMiB(): number {
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.max(1, Math.floor(bytes / 1_048_576));
}
