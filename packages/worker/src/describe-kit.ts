import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import type { KitOutcome } from '@databoard/shared/queues/reports';
import { KitRefused } from './runtime/kit-refused.js';
import type { ProblemRuntimes } from './runtime/problem-runtimes.js';

/**
 * Reads a kit as submissions will meet it, in isolation, and describes it, or says what its author should fix.
 * Throws only when the platform is at fault.
 */
export async function describeKit(problem: ProblemReference, runtimes: ProblemRuntimes): Promise<KitOutcome> {
  try {
    // The runtime stays warm: the first submissions follow soon.
    return await runtimes.use(problem, async ({ description }) => ({ kind: 'described', description }), {
      checkScores: true,
    });
  } catch (error) {
    if (!(error instanceof KitRefused)) throw error;
    return { kind: 'refused', message: error.message, fileName: error.fileName, line: error.line };
  }
}
