import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type OfficialScore, officialScoreOf } from '../submissions/official-score.js';
import { type Compared, compareRescoring, type RescoredSubmission } from './compare-rescoring.js';
import type { RescoredEvaluationState } from './rescored-evaluation.entity.js';
import type { Rescoring } from './rescoring.entity.js';

/** One submission's row with what it shows besides scores and ranks. */
export interface RescoredRow extends RescoredSubmission {
  submissionName: string;
  teamName: string;
  /** How far its scoring is. */
  progress: RescoredEvaluationState;
  stateBefore: EvaluationState;
  /** Null while it waits. */
  stateAfter: EvaluationState | null;
  /** Why it has no score after, or null. */
  message: string | null;
}

/** What a rescoring would change, or has changed when it was applied. */
export interface RescoringComparison {
  rows: Compared<RescoredRow>[];
  scoreChanges: number;
  rankChanges: number;
  /** Scored before and not after. */
  losses: number;
  before: OfficialScore;
  after: OfficialScore;
}

interface Row {
  submission_id: string;
  submission_name: string;
  team_id: string;
  team_name: string;
  submitted_at: string | Date;
  state: RescoredEvaluationState;
  state_before: EvaluationState;
  state_after: EvaluationState | null;
  message: string | null;
  public_before: number[] | null;
  private_before: number[] | null;
  public_after: number[] | null;
  private_after: number[] | null;
}

/** Reads and compares all rows of a rescoring. A submission that was judged again meanwhile counts with its last evaluation. */
export async function readRescoringComparison(em: EntityManager, rescoring: Rescoring): Promise<RescoringComparison> {
  const event = await rescoring.event.loadOrFail();
  const before = officialScoreOf(event, (await rescoring.fromVersion.loadOrFail()).description);
  const after = officialScoreOf(event, (await rescoring.toVersion.loadOrFail()).description);
  // Values as they are stored, in fold order: both sides are then averaged by the same arithmetic.
  const stored = (step: 'valid' | 'test') =>
    `(select array_agg(sc.value order by f.fold_index) from score sc left join fold_run f on f.id = sc.fold_run_id
       where sc.evaluation_id = e.id and sc.score_type = ? and sc.step = '${step}'
         and (sc.fold_run_id is null) = ?)`;
  const rescored = (step: 'valid' | 'test') =>
    `(select array_agg((v.score ->> 'value')::double precision order by v.fold) from (
        select 0 as fold, score from jsonb_array_elements(
          case when jsonb_typeof(r.result -> 'bagged') = 'array' then r.result -> 'bagged' end) as score where ?
        union all
        select place, score from jsonb_array_elements(r.result -> 'folds') with ordinality as folds (fold, place)
          cross join lateral jsonb_array_elements(fold -> 'scores') as score where not ?
      ) v where v.score ->> 'scoreType' = ? and v.score ->> 'step' = '${step}')`;
  const isBagged = { before: before.kind === 'bagged', after: after.kind === 'bagged' };
  const { name } = before.scoreType;
  const rows = await em.execute<Row[]>(
    `select distinct on (s.submitted_at, s.id)
            s.id as submission_id, s.name as submission_name, t.id as team_id, t.name as team_name, s.submitted_at,
            r.state, e.state as state_before, r.evaluation_state as state_after,
            case r.state when 'FAILED' then r.fault_detail else
              (select fold -> 'failure' ->> 'message' from jsonb_array_elements(r.result -> 'folds') as fold
                where fold ->> 'kind' = 'submission-failed' limit 1) end as message,
            ${stored('valid')} as public_before, ${stored('test')} as private_before,
            ${rescored('valid')} as public_after, ${rescored('test')} as private_after
       from rescored_evaluation r
       join evaluation e on e.id = r.evaluation_id
       join submission s on s.id = e.submission_id
       join participation p on p.id = s.participation_id
       join team t on t.id = p.team_id
      where r.rescoring_id = ? and s.standing = 'COUNTED'
      order by s.submitted_at, s.id, e.created_at desc`,
    [
      ...[name, isBagged.before, name, isBagged.before],
      ...[isBagged.after, isBagged.after, name, isBagged.after, isBagged.after, name],
      rescoring.id,
    ],
  );
  const compared = compareRescoring(rows.map(rowFrom), {
    isLowerTheBetterBefore: before.scoreType.isLowerTheBetter,
    isLowerTheBetterAfter: after.scoreType.isLowerTheBetter,
  });
  return {
    rows: compared,
    scoreChanges: compared.filter(({ isScoreChanged }) => isScoreChanged).length,
    rankChanges: compared.filter(({ isRankChanged }) => isRankChanged).length,
    losses: compared.filter((row) => row.before.isScored && row.after?.isScored === false).length,
    before,
    after,
  };
}

const rowFrom = (row: Row): RescoredRow => ({
  submissionId: row.submission_id,
  submissionName: row.submission_name,
  teamId: row.team_id,
  teamName: row.team_name,
  submittedAt: new Date(row.submitted_at),
  progress: row.state,
  stateBefore: row.state_before,
  stateAfter: row.state_after,
  message: row.message,
  before: judged(row.state_before, row.public_before, row.private_before),
  after: row.state === 'WAITING' ? null : judged(row.state_after, row.public_after, row.private_after),
});

const judged = (state: EvaluationState | null, valid: number[] | null, test: number[] | null) =>
  state === 'SCORED'
    ? { isScored: true, publicScore: meanOf(valid), privateScore: meanOf(test) }
    : { isScored: false, publicScore: null, privateScore: null };

/** Of one bagged value, or of all folds' values. */
const meanOf = (values: number[] | null): number | null =>
  values === null ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
