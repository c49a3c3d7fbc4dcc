import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';

const SELECT_FOR_FINAL = graphql(`
  mutation SelectForFinal($input: SelectForFinalInput!) {
    selectForFinal(input: $input) {
      submissions {
        id
        isSelected
        team {
          id
          selectedIds
        }
      }
      refusal {
        reason
        message
      }
    }
  }
`);

/** Chooses a submission for the final, or no longer; the team's other choices stay. */
export function useFinalChoice(team: { id: string; selectedIds?: readonly string[] | null }) {
  const [select, { data, loading, error, reset }] = useMutation(SELECT_FOR_FINAL);
  const selectedIds = team.selectedIds ?? [];
  return {
    toggle: (submissionId: string) => {
      reset();
      const submissionIds = selectedIds.includes(submissionId)
        ? selectedIds.filter((id) => id !== submissionId)
        : [...selectedIds, submissionId];
      // An error is kept for `error`; the board shows other entries from then on.
      void select({ variables: { input: { teamId: team.id, submissionIds } } }).catch(() => undefined);
    },
    selectedIds,
    isBusy: loading,
    refusal: data?.selectForFinal.refusal?.message,
    error,
  };
}
