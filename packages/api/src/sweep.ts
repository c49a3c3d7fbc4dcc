import type { Log } from '@databoard/shared/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sweepBlends } from './blending/sweep-blends.js';
import { sweepFinalResults } from './final/sweep-final-results.js';
import { sweepKitImports } from './kit-imports/sweep-kit-imports.js';
import { indexProblems } from './problems/index-problem.js';
import { sweepKitChecks } from './problems/sweep-kit-checks.js';
import { sweepKits } from './problems/sweep-kits.js';
import { sweepRescorings } from './rescoring/sweep-rescorings.js';
import { runRegularly } from './run-regularly.js';
import type { Services } from './services.js';
import { sweepBags } from './submissions/sweep-bags.js';
import { sweepFoldRuns } from './submissions/sweep-fold-runs.js';
import { removeForgottenWorkers } from './workers/remove-forgotten-workers.js';

type SweepDeps = Pick<Services, 'queues' | 'clock' | 'topics' | 'log' | 'scheduler' | 'kitFiles' | 'kitImports'> & {
  em: EntityManager;
};

/**
 * Looks once for work that the queue has forgotten and sends it again. Any number of processes may do so at once. What goes
 * wrong with one kind of work does not keep the others waiting; it is thrown at the end.
 */
export async function sweep(deps: SweepDeps): Promise<void> {
  const errors: unknown[] = [];
  const sweepers = [
    () => deps.queues.folds.tidy(),
    sweepFoldRuns,
    sweepBags,
    sweepKits,
    sweepKitChecks,
    indexProblems,
    sweepKitImports,
    sweepBlends,
    sweepRescorings,
    sweepFinalResults,
    removeForgottenWorkers,
  ];
  for (const sweeper of sweepers) await sweeper(deps).catch((error: unknown) => errors.push(error));
  // Another process may have gone with folds waiting.
  deps.scheduler.wake();
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} parts of a sweep failed`);
}

/** Sweeps now and every so many seconds, one sweep at a time. Returns how to stop, which waits for the one under way. */
export const sweepRegularly = (everySeconds: number, deps: SweepDeps & { log: Log }): (() => Promise<void>) =>
  runRegularly(everySeconds, () => sweep(deps), {
    log: deps.log,
    failed: 'a sweep failed; the next one will try again',
    firstAfterSeconds: 0,
  });
