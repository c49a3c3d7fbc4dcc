import { z } from 'zod';

/** How the supervisor says a child ended; each verdict is one reason, see `fold-failure.ts`. */
export const verdicts = [
  'done',
  'raised',
  'unusable',
  'exited',
  'timeout',
  'memory',
  'output',
  'predictions-too-large',
  'protocol',
  'cancelled',
  'unprepared',
] as const;

/** What the submission's own code says went wrong. Every word of it may be made up. */
export const raised = z.object({
  exceptionType: z.string().max(100).catch(''),
  exceptionMessage: z.string().max(4000).catch(''),
  frames: z
    .array(
      z.object({
        fileName: z.string().max(255),
        line: z.number().int().nonnegative(),
        functionName: z.string().max(255),
      }),
    )
    .max(50)
    .catch([]),
});
export type Raised = z.output<typeof raised>;

/** What a supervisor sends about its child. */
export const supervisorMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: z.enum(['train', 'valid', 'test']), seconds: z.number().nonnegative() }),
  z.object({
    kind: z.literal('raised'),
    raised: raised.catch({ exceptionType: '', exceptionMessage: '', frames: [] }),
    limit: z.enum(['disk', 'processes']).nullable().catch(null),
  }),
  z.object({ kind: z.literal('unusable'), type: z.string().max(100).catch('') }),
  z.object({ kind: z.literal('log') }),
  z.object({
    kind: z.literal('ended'),
    verdict: z.enum(verdicts),
    code: z.number().int().nullable(),
    signal: z.number().int().nullable(),
    /** There were as many processes and threads as its limit allows. */
    hasAllProcesses: z.boolean(),
    cpuSeconds: z.number().nonnegative(),
    peakMemoryMiB: z.number().nonnegative(),
  }),
]);
export type Ended = Extract<z.output<typeof supervisorMessage>, { kind: 'ended' }>;
