import { z } from 'zod';

/**
 * What the api tells one worker. `pause` and `resume` follow what site admins want; `unpark` makes a worker that parked
 * itself take jobs again without waiting for its next probe; `refused` parks one that is not understood.
 */
export const workerCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome'), isPaused: z.boolean() }),
  z.object({ kind: z.literal('refused'), message: z.string().max(2000) }),
  z.object({ kind: z.literal('pause') }),
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('unpark') }),
]);
export type WorkerCommand = z.output<typeof workerCommand>;

/** Where a worker process listens. */
export const workerCommandChannel = (instanceId: string): string => `databoard:worker-control:${instanceId}`;
