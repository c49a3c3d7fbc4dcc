import { performance } from 'node:perf_hooks';
import type { BlendOutcome } from '@databoard/shared/blend';
import { type BlendJob, blendCandidates } from '@databoard/shared/queues/blend-jobs';
import { blendEvaluations, readAll } from './blend.js';
import type { ConsumerDependencies } from './fold-job.consumer.js';
import { platformFailed } from './platform-failed.js';

/** Blends the submissions of one event and reports the ensembles, why there are none, or that the platform could not. */
export async function consumeBlendJob(job: BlendJob, dependencies: ConsumerDependencies): Promise<void> {
  const { name: worker, report, stopping, log } = dependencies;
  const { blendId, attempt } = job;
  const outcome = await blend(job, dependencies).catch((error: unknown): BlendOutcome | null => {
    if (stopping.aborted) return null;
    log.error({ err: error, blendId, attempt }, 'blending failed by our own fault');
    return platformFailed(error);
  });
  if (outcome) await report({ kind: 'blend-ended', blendId, attempt, worker, outcome });
}

async function blend(job: BlendJob, dependencies: ConsumerDependencies): Promise<BlendOutcome> {
  const start = performance.now();
  const runs = await readAll(dependencies.store, job.candidates);
  const candidates = runs.flatMap((run) => blendCandidates.parse(JSON.parse(run.toString('utf8'))));
  const result = await blendEvaluations({ ...job, candidates }, dependencies);
  if (result.kind === 'unblendable') return result;
  const { folds, combined, foldwiseBest, curve } = result;
  return { kind: 'blended', folds, combined, foldwiseBest, curve, seconds: (performance.now() - start) / 1000 };
}
