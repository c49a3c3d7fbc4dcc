import { useSubscription } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';

const FOLLOW = graphql(`
  subscription FollowSubmission($id: ID!) {
    submissionChanged(id: $id) {
      ...MySubmissionsTable_submission
    }
  }
`);

/** Shows nothing; keeps one submission in the cache up to date for as long as it is on the page. */
export function FollowSubmission({ id }: { id: string }) {
  useSubscription(FOLLOW, { variables: { id }, ignoreResults: true });
  return null;
}
