import { useQuery } from '@apollo/client/react';
import { graphql } from '../gql/gql.ts';

const VIEWER = graphql(`
  query Viewer {
    viewer {
      id
      username
      displayName
      isAdmin
      state
      email
      emailConfirmedAt
      hasPassword
      mustChangePassword
    }
  }
`);

/** Who is signed in: `undefined` while unknown, `null` for nobody. */
export function useViewer() {
  const { data } = useQuery(VIEWER);
  return data?.viewer;
}
