import { useQuery } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';

const SIGN_IN_OPTIONS = graphql(`
  query SignInOptions {
    signInOptions {
      identityProvider
      requiresEmailConfirmation
      requiresApproval
    }
  }
`);

/** How one comes to an account here; undefined while unknown. */
export const useSignInOptions = () => useQuery(SIGN_IN_OPTIONS).data?.signInOptions;
