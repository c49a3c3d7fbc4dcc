import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import type { EvaluationState, SubmissionStanding } from '../../gql/graphql.ts';

/** What a person can do to a submission, each with its own mutation. */
export type SubmissionAct = 'cancel' | 'withdraw' | 'rerun' | 'rerunUnscored' | 'disqualify' | 'reinstate';

/** How an act is offered and confirmed. */
export interface ActWords {
  label: string;
  title: string;
  text: string;
  confirm: string;
  /** Whether a reason is asked for, and must be given. */
  note: 'none' | 'optional' | 'required';
  /** Whether it takes something away. */
  isGrave: boolean;
}

export const actWords: Record<SubmissionAct, ActWords> = {
  cancel: {
    label: 'Stop judging',
    title: 'Stop judging this submission?',
    text: 'What runs is ended within a second. It counts as one of the team’s submissions.',
    confirm: 'Stop it',
    note: 'none',
    isGrave: true,
  },
  withdraw: {
    label: 'Withdraw…',
    title: 'Withdraw this submission?',
    text: 'It leaves the boards and the ensemble. Only an organiser can take this back.',
    confirm: 'Withdraw it',
    note: 'optional',
    isGrave: true,
  },
  rerun: {
    label: 'Run again, all folds',
    title: 'Run all folds again?',
    text: 'The scores of now are kept as an earlier evaluation. It waits behind live submissions.',
    confirm: 'Run again',
    note: 'none',
    isGrave: false,
  },
  rerunUnscored: {
    label: 'Run folds without scores again',
    title: 'Run the folds without scores again?',
    text: 'Folds that are scored keep their scores. It waits behind live submissions.',
    confirm: 'Run again',
    note: 'none',
    isGrave: false,
  },
  disqualify: {
    label: 'Disqualify…',
    title: 'Disqualify this submission?',
    text: 'It leaves the boards and the ensemble. Its team reads the reason.',
    confirm: 'Disqualify it',
    note: 'required',
    isGrave: true,
  },
  reinstate: {
    label: 'Let it count again',
    title: 'Let this submission count again?',
    text: 'It returns to the boards and the ensemble.',
    confirm: 'Let it count',
    note: 'none',
    isGrave: false,
  },
};

/** What may be done now, in the order of the menu. */
export function possibleActs(submission: {
  standing: SubmissionStanding;
  canCancel: boolean;
  canWithdraw: boolean;
  canAdminister: boolean;
  evaluation: { state: EvaluationState; foldRuns: readonly { state: string }[] };
}): SubmissionAct[] {
  const { standing, canCancel, canWithdraw, canAdminister, evaluation } = submission;
  const hasEnded = isEvaluationEnded(evaluation.state);
  const counts = standing === 'COUNTED';
  const hasUnscored = evaluation.foldRuns.some(({ state }) => state !== 'SCORED');
  const acts: [SubmissionAct, boolean][] = [
    ['cancel', canCancel && !hasEnded && evaluation.state !== 'BAGGING'],
    ['withdraw', canWithdraw && counts],
    ['rerunUnscored', canAdminister && counts && hasEnded && hasUnscored],
    ['rerun', canAdminister && counts && hasEnded],
    ['disqualify', canAdminister && standing !== 'DISQUALIFIED'],
    ['reinstate', canAdminister && !counts],
  ];
  return acts.flatMap(([act, isPossible]) => (isPossible ? act : []));
}
