import type { EntityManager } from '@mikro-orm/postgresql';
import type { FoldRunRow, LockedEvaluation } from './lock-evaluation.js';

/** A copy to compare with after the rules have changed the rows. */
export const snapshotOf = ({ evaluation, runs }: LockedEvaluation): LockedEvaluation => ({
  evaluation: { ...evaluation },
  runs: runs.map((run) => ({ ...run })),
});

const differs = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(a) as (keyof T)[]).some((key) => a[key] !== b[key]);

/** Writes what differs from the snapshot, in one statement. The caller holds the evaluation's lock. */
export async function saveEvaluation(
  tx: EntityManager,
  { evaluation, runs }: LockedEvaluation,
  before: LockedEvaluation,
): Promise<void> {
  const changed = runs.filter((run, index) => {
    const old = before.runs[index];
    return old === undefined || differs(run, old);
  });
  if (changed.length > 0) await saveRuns(tx, changed);
  if (!differs(evaluation, before.evaluation)) return;
  await tx.execute(
    `update evaluation set state = ?, bagging = ?, bag_attempt = ?, bag_faults = ?, bag_dispatched_at = ?,
            bag_changed_at = ?, started_at = ?, ended_at = ?
      where id = ?`,
    [
      evaluation.state,
      evaluation.bagging,
      evaluation.bagAttempt,
      evaluation.bagFaults,
      evaluation.bagDispatchedAt,
      evaluation.bagChangedAt,
      evaluation.startedAt,
      evaluation.endedAt,
      evaluation.id,
    ],
  );
}

/** Column names of `FoldRunRow`'s keys with their types in PostgreSQL. */
const columns = {
  id: ['id', 'uuid'],
  state: ['state', 'text'],
  attempt: ['attempt', 'int'],
  faults: ['faults', 'int'],
  losses: ['losses', 'int'],
  reason: ['reason', 'text'],
  failure: ['failure', 'jsonb'],
  faultDetail: ['fault_detail', 'text'],
  trainSeconds: ['train_seconds', 'double precision'],
  validSeconds: ['valid_seconds', 'double precision'],
  testSeconds: ['test_seconds', 'double precision'],
  cpuSeconds: ['cpu_seconds', 'double precision'],
  wallSeconds: ['wall_seconds', 'double precision'],
  peakMemoryMiB: ['peak_memory_mib', 'double precision'],
  trainPredictionDigest: ['train_prediction_digest', 'text'],
  testPredictionDigest: ['test_prediction_digest', 'text'],
  logDigest: ['log_digest', 'text'],
  worker: ['worker', 'text'],
  startedAt: ['started_at', 'timestamptz'],
  dispatchedAt: ['dispatched_at', 'timestamptz'],
  changedAt: ['changed_at', 'timestamptz'],
} as const satisfies Record<Exclude<keyof FoldRunRow, 'foldIndex'>, readonly [string, string]>;

const names = Object.values(columns).map(([name]) => name);
const updateRuns = `update fold_run f set ${names.flatMap((name) => (name === 'id' ? [] : `${name} = g.${name}`)).join(', ')}
  from json_to_recordset(?::json) as g(${Object.values(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
 where f.id = g.id`;

async function saveRuns(tx: EntityManager, runs: readonly FoldRunRow[]): Promise<void> {
  const given = runs.map((run) =>
    Object.fromEntries(Object.entries(columns).map(([key, [name]]) => [name, run[key as keyof typeof columns]])),
  );
  await tx.execute(updateRuns, [JSON.stringify(given)]);
}
