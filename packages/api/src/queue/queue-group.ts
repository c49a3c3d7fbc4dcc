import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { SubmissionStanding } from '../submissions/submission.entity.js';

/** Where a submission stands in the eyes of its organisers. Each is in exactly one group. */
export const queueGroups = ['RUNNING', 'WAITING', 'FAILED', 'CANCELLED', 'SCORED', 'OUT'] as const;
export type QueueGroup = (typeof queueGroups)[number];
type Judged = Exclude<QueueGroup, 'OUT'>;

const groupOfState: Record<EvaluationState, Judged> = {
  NEW: 'WAITING',
  RUNNING: 'RUNNING',
  BAGGING: 'RUNNING',
  SCORED: 'SCORED',
  TRAINING_ERROR: 'FAILED',
  VALIDATING_ERROR: 'FAILED',
  TESTING_ERROR: 'FAILED',
  CHECKING_ERROR: 'FAILED',
  CANCELLED: 'CANCELLED',
};

const counted: SubmissionStanding = 'COUNTED';
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
const statesOf = (group: Judged): string[] =>
  Object.entries(groupOfState).flatMap(([state, its]) => (its === group ? state : []));

/** SQL that is true for the rows of a group; `s` is the submission and `e` its current evaluation. */
export const inGroupSql = (group: QueueGroup): string =>
  group === 'OUT'
    ? `s.standing <> '${counted}'`
    : `s.standing = '${counted}' and e.state in (${quoted(statesOf(group))})`;

/** SQL for the group of a row. */
export const groupSql = `case when s.standing <> '${counted}' then 'OUT' ${Object.entries(groupOfState)
  .map(([state, group]) => `when e.state = '${state}' then '${group}'`)
  .join(' ')} end`;
