import type { Log } from '@databoard/shared/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sweepBlends } from './blending/sweep-blends.js';
import { sweepKitChecks } from './problems/sweep-kit-checks.js';
import { sweepKits } from './problems/sweep-kits.js';
import { sweepRescorings } from './rescoring/sweep-rescorings.js';
import { dispatchDueFolds } from './scheduling/dispatch-due-folds.js';
import type { Services } from './services.js';
import { sweepBags } from './submissions/sweep-bags.js';
import { sweepFoldRuns } from './submissions/sweep-fold-runs.js';
import { removeForgottenWorkers } from './workers/remove-forgotten-workers.js';

type SweepDeps = Pick<Services, 'queues' | 'clock' | 'topics' | 'log'> & { em: EntityManager };

/** Looks once for work that the queue has forgotten and sends it again. Any number of processes may do so at once. */
export async function sweep(deps: SweepDeps): Promise<void> {
  await sweepFoldRuns(deps);
  await dispatchDueFolds(deps);
  await sweepBags(deps);
  await sweepKits(deps);
  await sweepKitChecks(deps);
  await sweepBlends(deps);
  await sweepRescorings(deps);
  await removeForgottenWorkers(deps);
}

/** Sweeps now and every so many seconds, one sweep at a time. Returns how to stop, which waits for none. */
export function sweepRegularly(everySeconds: number, deps: SweepDeps & { log: Log }): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const once = async () => {
    await sweep(deps).catch((error: unknown) => {
      if (!isStopped) deps.log.error({ err: error }, 'a sweep failed; the next one will try again');
    });
    if (!isStopped) timer = setTimeout(() => void once(), everySeconds * 1000);
  };
  void once();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
