import { graphql } from '../../gql/gql.ts';

/** Whom a submission owes, who owes it, and whom it may owe. */
export const CREDITS = graphql(`
  query Credits($id: ID!) {
    submission(id: $id) {
      id
      contributivity
      historicalContributivity
      credits {
        canDeclare
        declarations {
          declaredAt
          author {
            id
            displayName
          }
          credits {
            ...CreditsPanel_credit
          }
        }
        received {
          ...CreditsPanel_credit
        }
      }
      creditSuggestions {
        importedPaths
        similarity
        submission {
          id
          name
          isMine
          team {
            id
            name
          }
        }
      }
    }
  }
`);
