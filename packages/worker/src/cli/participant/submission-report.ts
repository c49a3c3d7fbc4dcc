import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason, FoldRunState } from '@databoard/shared/fold-run-state';
import type { OwnFrame } from '@databoard/shared/outcome';
import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import { type Step, steps } from '@databoard/shared/score';
import { CommandFailed } from '../exit-code.js';
import { type ApiAccess, request } from '../graphql-request.js';
import { mean, overFolds, type ScoreSummary, type ScoresByStep } from '../score-summary.js';
import { pageAddress } from './platform-access.js';

const query = `query ($id: ID!) { submission(id: $id) {
  id name standing standingNote submittedAt isMine officialScore
  team { name } author { username } event { slug title officialScoreType { name precision } }
  evaluation { id state kind aheadInQueue startsInSeconds endsInSeconds endedAt
    problemVersion { scoreTypes { name precision isLowerTheBetter minimum maximum } }
    baggedScores { scoreType step value }
    failure { reason foldIndex message exceptionMessage hint frames { fileName line functionName code } }
    foldRuns { id foldIndex state reason attempt trainSeconds validSeconds testSeconds peakMemoryMiB isLogHidden
      scores { scoreType step value } } }
} }`;

interface WireScore {
  scoreType: string;
  step: Step;
  /** Null where not finite. */
  value: number | null;
}

/** One fold as its team sees it. */
export interface FoldReport {
  id: string;
  foldIndex: number;
  state: FoldRunState;
  reason: FailureReason | null;
  attempt: number;
  trainSeconds: number | null;
  validSeconds: number | null;
  testSeconds: number | null;
  peakMemoryMiB: number | null;
  isLogHidden: boolean;
  scores: WireScore[];
}

/** Why an evaluation failed, as far as the viewer may know. */
export interface ReportedFailure {
  reason: FailureReason;
  foldIndex: number;
  message: string;
  exceptionMessage: string | null;
  hint: string | null;
  frames: OwnFrame[];
}

/** A submission with its current evaluation, with the viewer's rights. */
export interface WireSubmission {
  id: string;
  name: string;
  standing: 'COUNTED' | 'WITHDRAWN' | 'DISQUALIFIED';
  standingNote: string | null;
  submittedAt: string;
  isMine: boolean;
  officialScore: number | null;
  team: { name: string };
  author: { username: string };
  event: { slug: string; title: string; officialScoreType: { name: string; precision: number } };
  evaluation: {
    id: string;
    state: EvaluationState;
    kind: 'LIVE' | 'RERUN' | 'RESCORE';
    aheadInQueue: number | null;
    startsInSeconds: number | null;
    endsInSeconds: number | null;
    endedAt: string | null;
    problemVersion: { scoreTypes: ScoreTypeDescription[] };
    baggedScores: WireScore[];
    failure: ReportedFailure | null;
    foldRuns: FoldReport[];
  };
}

/** Reads a submission; fails where there is none for the viewer. */
export async function readSubmission(access: ApiAccess, id: string): Promise<WireSubmission> {
  const { submission } = await request<{ submission: WireSubmission | null }>(access, query, { id });
  if (submission === null) throw new CommandFailed(`There is no submission ${id}, or none for you.`);
  return submission;
}

/** Its scores in the form of `databoard test`: of folds that have some, by index. What is not finite is NaN. */
export function scoresOf({ evaluation }: Pick<WireSubmission, 'evaluation'>): ScoreSummary {
  const names = evaluation.problemVersion.scoreTypes.map(({ name }) => name);
  const folds = evaluation.foldRuns.map(({ scores }) => byStep(names, scores));
  const isComplete = folds.length > 0 && folds.every((fold) => fold.valid !== undefined);
  return { folds, mean: isComplete ? overFolds(folds, mean) : {}, bagged: byStep(names, evaluation.baggedScores) };
}

/** What `--json` prints of a submission. */
export function submissionJson(access: ApiAccess, submission: WireSubmission): object {
  const { evaluation, event, team, author, isMine: _isMine, ...rest } = submission;
  const { problemVersion: _version, baggedScores: _bagged, foldRuns, id: evaluationId, ...judged } = evaluation;
  return {
    ...rest,
    event: event.slug,
    team: team.name,
    author: author.username,
    address: pageAddress(access, `/submissions/${submission.id}`),
    officialScoreType: event.officialScoreType.name,
    evaluationId,
    ...judged,
    foldRuns: foldRuns.map(({ scores: _scores, ...run }) => run),
    ...scoresOf(submission),
  };
}

function byStep(names: readonly string[], scores: readonly WireScore[]): ScoresByStep {
  const result: ScoresByStep = {};
  for (const step of steps) {
    const ofStep = new Map(
      scores.filter((score) => score.step === step).map((score) => [score.scoreType, score.value]),
    );
    if (ofStep.size === 0) continue;
    result[step] = Object.fromEntries(names.map((name) => [name, ofStep.get(name) ?? Number.NaN]));
  }
  return result;
}
