import type { Log } from '@databoard/shared/log';
import { type WorkerCommand, workerCommand, workerCommandChannel } from '@databoard/shared/worker-command';
import type { Redis } from 'ioredis';

/** Tells one worker process something. Never fails and never waits: what got lost is told again after its next sign. */
export type TellWorker = (instanceId: string, command: WorkerCommand) => void;

export const createTellWorker =
  (publishClient: Redis, log: Log): TellWorker =>
  (instanceId, command) => {
    const text = JSON.stringify(workerCommand.encode(command));
    publishClient
      .publish(workerCommandChannel(instanceId), text)
      .catch((err: unknown) => log.warn({ err, instanceId }, 'a worker could not be told; its next sign tells us'));
  };
