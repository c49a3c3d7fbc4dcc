import { graphql } from '../../gql/gql.ts';

// What declaring changes.
graphql(`
  fragment Credits_submission on Submission {
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
  }
`);

/** Whom a submission owes, who owes it, and whom it may owe. */
export const CREDITS = graphql(`
  query Credits($id: ID!) {
    submission(id: $id) {
      ...Credits_submission
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
