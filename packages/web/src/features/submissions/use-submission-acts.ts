import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';
import type { SubmissionAct } from './submission-acts.ts';

graphql(`
  fragment SubmissionAct_result on SubmissionActionResult {
    submission {
      ...SubmissionLive_submission
    }
    refusal {
      reason
      field
      message
    }
  }
`);

const CANCEL = graphql(`
  mutation CancelSubmission($input: SubmissionInput!) {
    result: cancelSubmission(input: $input) {
      ...SubmissionAct_result
    }
  }
`);

const WITHDRAW = graphql(`
  mutation WithdrawSubmission($input: NotedSubmissionInput!) {
    result: withdrawSubmission(input: $input) {
      ...SubmissionAct_result
    }
  }
`);

const DISQUALIFY = graphql(`
  mutation DisqualifySubmission($input: NotedSubmissionInput!) {
    result: disqualifySubmission(input: $input) {
      ...SubmissionAct_result
    }
  }
`);

const REINSTATE = graphql(`
  mutation ReinstateSubmission($input: NotedSubmissionInput!) {
    result: reinstateSubmission(input: $input) {
      ...SubmissionAct_result
    }
  }
`);

const RERUN = graphql(`
  mutation RerunSubmission($input: RerunSubmissionInput!) {
    result: rerunSubmission(input: $input) {
      ...SubmissionAct_result
    }
  }
`);

/** The mutations behind the menu. `run` answers whether it was done; else `refusal` or `error` say why not. */
export function useSubmissionActs() {
  const [cancel, cancelled] = useMutation(CANCEL);
  const [withdraw, withdrawn] = useMutation(WITHDRAW);
  const [disqualify, disqualified] = useMutation(DISQUALIFY);
  const [reinstate, reinstated] = useMutation(REINSTATE);
  const [rerun, rerunning] = useMutation(RERUN);
  const states = [cancelled, withdrawn, disqualified, reinstated, rerunning];

  const send = (act: SubmissionAct, submissionId: string, note: string | null) => {
    switch (act) {
      case 'cancel':
        return cancel({ variables: { input: { submissionId } } });
      case 'withdraw':
        return withdraw({ variables: { input: { submissionId, note } } });
      case 'disqualify':
        return disqualify({ variables: { input: { submissionId, note } } });
      case 'reinstate':
        return reinstate({ variables: { input: { submissionId, note } } });
      case 'rerun':
      case 'rerunUnscored':
        return rerun({ variables: { input: { submissionId, scope: act === 'rerun' ? 'ALL' : 'UNSCORED' } } });
    }
  };
  return {
    /** An error is kept for `error`, so nothing is thrown. */
    run: (act: SubmissionAct, submissionId: string, note: string): Promise<boolean> =>
      send(act, submissionId, note === '' ? null : note).then(
        ({ data }) => data?.result.refusal === null,
        () => false,
      ),
    isRunning: states.some(({ loading }) => loading),
    refusal: states.map(({ data }) => data?.result.refusal).find((found) => found != null),
    error: states.map(({ error }) => error).find((found) => found !== undefined),
  };
}
