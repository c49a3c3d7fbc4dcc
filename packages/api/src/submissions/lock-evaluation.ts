import type { BaggingState, EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason, FoldRunState } from '@databoard/shared/fold-run-state';
import type { SubmissionFailure } from '@databoard/shared/outcome';
import type { EntityManager } from '@mikro-orm/postgresql';

// Plain rows instead of entities: this is read and written for every fold of every submission, and hydrating entities
// took more time than all statements.

/** An evaluation's row, with what its event says about how it is judged. */
export interface EvaluationRow {
  id: string;
  submissionId: string;
  eventId: string;
  problemVersionId: string;
  readonly isCurrent: boolean;
  state: EvaluationState;
  bagging: BaggingState;
  bagAttempt: number;
  bagFaults: number;
  bagDispatchedAt: Date | null;
  bagChangedAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Names of the problem version's score types. */
  readonly scoreTypes: readonly string[];
  readonly stopsAtFirstFailure: boolean;
  readonly evaluationTimeoutSeconds: number | null;
}

/** A fold run's row. */
export interface FoldRunRow {
  id: string;
  foldIndex: number;
  state: FoldRunState;
  attempt: number;
  faults: number;
  losses: number;
  reason: FailureReason | null;
  failure: SubmissionFailure | null;
  faultDetail: string | null;
  trainSeconds: number | null;
  validSeconds: number | null;
  testSeconds: number | null;
  cpuSeconds: number | null;
  wallSeconds: number | null;
  peakMemoryMiB: number | null;
  trainPredictionDigest: string | null;
  testPredictionDigest: string | null;
  logDigest: string | null;
  worker: string | null;
  startedAt: Date | null;
  dispatchedAt: Date | null;
  changedAt: Date;
}

/** An evaluation with all its fold runs by index; its row is locked until the transaction ends. */
export interface LockedEvaluation {
  evaluation: EvaluationRow;
  runs: FoldRunRow[];
}

/** Timestamps arrive as text where no entity says what they are. */
const dateOrNull = (value: string | Date | null): Date | null => (value === null ? null : new Date(value));

type Stored<T, D extends keyof T> = Omit<T, D> & { [K in D]: string | Date | null };

/** Locks an evaluation by its own id or by one of its fold runs; null when there is none. */
export async function lockEvaluation(
  tx: EntityManager,
  by: { evaluationId: string } | { foldRunId: string },
): Promise<LockedEvaluation | null> {
  const [row] = await tx.execute<Stored<EvaluationRow, 'bagDispatchedAt' | 'bagChangedAt' | 'startedAt' | 'endedAt'>[]>(
    `select e.id, e.submission_id as "submissionId", p.event_id as "eventId",
            e.problem_version_id as "problemVersionId", e.is_current as "isCurrent", e.state, e.bagging, e.bag_attempt as "bagAttempt",
            e.bag_faults as "bagFaults", e.bag_dispatched_at as "bagDispatchedAt", e.bag_changed_at as "bagChangedAt",
            e.started_at as "startedAt", e.ended_at as "endedAt",
            array(select t ->> 'name' from problem_version v, jsonb_array_elements(v.description -> 'scoreTypes') t
                   where v.id = e.problem_version_id) as "scoreTypes", ev.stops_at_first_failure as "stopsAtFirstFailure",
            ev.evaluation_timeout_seconds as "evaluationTimeoutSeconds"
       from evaluation e
       join submission s on s.id = e.submission_id
       join participation p on p.id = s.participation_id
       join event ev on ev.id = p.event_id
      where e.id = ${'evaluationId' in by ? '?' : '(select evaluation_id from fold_run where id = ?)'}
        for update of e`,
    ['evaluationId' in by ? by.evaluationId : by.foldRunId],
  );
  if (row === undefined) return null;
  // Read after the lock is held: what another holder committed is in it.
  const runs = await tx.execute<Stored<FoldRunRow, 'startedAt' | 'dispatchedAt' | 'changedAt'>[]>(
    `select id, fold_index as "foldIndex", state, attempt, faults, losses, reason, failure, fault_detail as "faultDetail",
            train_seconds as "trainSeconds", valid_seconds as "validSeconds", test_seconds as "testSeconds",
            cpu_seconds as "cpuSeconds", wall_seconds as "wallSeconds", peak_memory_mib as "peakMemoryMiB",
            train_prediction_digest as "trainPredictionDigest", test_prediction_digest as "testPredictionDigest",
            log_digest as "logDigest", worker, started_at as "startedAt", dispatched_at as "dispatchedAt",
            changed_at as "changedAt"
       from fold_run where evaluation_id = ? order by fold_index`,
    [row.id],
  );
  return {
    evaluation: {
      ...row,
      bagDispatchedAt: dateOrNull(row.bagDispatchedAt),
      bagChangedAt: dateOrNull(row.bagChangedAt),
      startedAt: dateOrNull(row.startedAt),
      endedAt: dateOrNull(row.endedAt),
    },
    runs: runs.map((run) => ({
      ...run,
      startedAt: dateOrNull(run.startedAt),
      dispatchedAt: dateOrNull(run.dispatchedAt),
      changedAt: new Date(run.changedAt ?? 0),
    })),
  };
}
