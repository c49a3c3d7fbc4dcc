import type { Step } from '@databoard/shared/score';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Evaluation } from './evaluation.entity.js';
import { FoldRun } from './fold-run.entity.js';
import { Submission } from './submission.entity.js';
import { SubmissionSource } from './submission-source.entity.js';

/** All that the rules ask about a submission, in one statement: whose it is, in which event, on which problem version. */
const withOwners = ['participation.team', 'participation.event.problemVersion.problem', 'author'] as const;

/** A submission with its owners; null when there is none. Whether the viewer may see it is for the policy. */
export const findSubmission = (em: EntityManager, id: string): Promise<Submission | null> =>
  em.findOne(Submission, { id }, { populate: withOwners, strategy: 'joined' });

/** A fold run with its submission's owners; null when there is none. Whether the viewer may see it is for the policy. */
export const findFoldRun = (em: EntityManager, id: string): Promise<FoldRun | null> =>
  em.findOne(
    FoldRun,
    { id },
    {
      populate: [
        'evaluation.submission.participation.team',
        'evaluation.submission.participation.event.problemVersion',
      ],
      strategy: 'joined',
    },
  );
/** These submissions with their owners. */
export async function findSubmissions(em: EntityManager, ids: readonly string[]): Promise<Map<string, Submission>> {
  const found = await em.find(Submission, { id: { $in: [...ids] } }, { populate: withOwners, strategy: 'select-in' });
  return new Map(found.map((submission) => [submission.id, submission]));
}

/** A participation's submissions, newest first. Their owners are mostly loaded already; joined, each row would repeat them. */
export const listSubmissions = (em: EntityManager, participationId: string): Promise<Submission[]> =>
  em.find(
    Submission,
    { participation: participationId },
    { populate: withOwners, strategy: 'select-in', orderBy: { submittedAt: 'desc', id: 'desc' } },
  );

/** The current evaluation of each submission. */
export async function findCurrentEvaluations(
  em: EntityManager,
  submissionIds: readonly string[],
): Promise<Map<string, Evaluation>> {
  const found = await em.find(Evaluation, { submission: { $in: [...submissionIds] }, isCurrent: true });
  return new Map(found.map((evaluation) => [evaluation.submission.id, evaluation]));
}

/** The fold runs of each evaluation, by index. */
export async function findFoldRuns(
  em: EntityManager,
  evaluationIds: readonly string[],
): Promise<Map<string, FoldRun[]>> {
  const found = await em.find(FoldRun, { evaluation: { $in: [...evaluationIds] } }, { orderBy: { foldIndex: 'asc' } });
  return Map.groupBy(found, (run) => run.evaluation.id);
}

/** One score as stored; `foldRunId` null means bagged. */
export interface StoredScore {
  foldRunId: string | null;
  scoreType: string;
  step: Step;
  value: number;
}

/** The scores of each evaluation in the order they were stored. Plain rows: hydrating hundreds of entities is slow. */
export async function findScores(
  em: EntityManager,
  evaluationIds: readonly string[],
): Promise<Map<string, StoredScore[]>> {
  const rows = await em.execute<
    { evaluation_id: string; fold_run_id: string | null; score_type: string; step: Step; value: number }[]
  >(
    `select evaluation_id, fold_run_id, score_type, step, value from score
      where evaluation_id = any(?::uuid[]) order by id`,
    [`{${evaluationIds.join(',')}}`],
  );
  const byEvaluation = Map.groupBy(rows, (row) => row.evaluation_id);
  return new Map(
    [...byEvaluation].map(([id, scores]) => [
      id,
      scores.map((row) => ({
        foldRunId: row.fold_run_id,
        scoreType: row.score_type,
        step: row.step,
        value: row.value,
      })),
    ]),
  );
}

/** Bagged and mean validation score of one score type. */
export interface ValidationScore {
  scoreType: string;
  bagged: number;
  mean: number;
}

/** Validation scores of each evaluation that is scored, without its folds. */
export async function findValidationScores(
  em: EntityManager,
  evaluationIds: readonly string[],
): Promise<Map<string, ValidationScore[]>> {
  const rows = await em.execute<{ evaluation_id: string; score_type: string; bagged: number; mean: number }[]>(
    `select s.evaluation_id, s.score_type,
            max(s.value) filter (where s.fold_run_id is null) as bagged,
            avg(s.value) filter (where s.fold_run_id is not null) as mean
       from score s join evaluation e on e.id = s.evaluation_id
      where s.evaluation_id = any(?::uuid[]) and s.step = 'valid' and e.state = 'SCORED'
      group by s.evaluation_id, s.score_type`,
    [`{${evaluationIds.join(',')}}`],
  );
  const byEvaluation = Map.groupBy(rows, (row) => row.evaluation_id);
  return new Map(
    [...byEvaluation].map(([id, scores]) => [
      id,
      scores.map((row) => ({ scoreType: row.score_type, bagged: row.bagged, mean: row.mean })),
    ]),
  );
}

/** The current evaluations that are scored and count, of one participation. */
export const findScoredEvaluations = (em: EntityManager, participationId: string): Promise<Evaluation[]> =>
  em.find(Evaluation, {
    submission: { participation: participationId, standing: 'COUNTED' },
    isCurrent: true,
    state: 'SCORED',
  });

/** Where a submission's files were imported from, by their paths. */
export const findSources = (em: EntityManager, submissionId: string): Promise<SubmissionSource[]> =>
  em.find(SubmissionSource, { submission: submissionId }, { orderBy: { path: 'asc' } });
