import { skipToken, useSubscription } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';

const TEAM_CHANGED = graphql(`
  subscription TeamChanged($id: ID!) {
    teamChanged(id: $id) {
      id
      ...TeamPanel_team
    }
  }
`);

/** Keeps a team on the page as it is, whoever changes it; `onGone` once there is none, or none for the viewer. */
export function useLiveTeam(id: string | undefined, onGone: () => Promise<unknown>): void {
  useSubscription(
    TEAM_CHANGED,
    id === undefined
      ? skipToken
      : {
          variables: { id },
          ignoreResults: true,
          onData: ({ client, data: { data } }) => {
            if (!data) return;
            if (data.teamChanged === null) void onGone().catch(() => undefined);
            // What the viewer has asked of other teams may have been answered.
            else void client.refetchQueries({ include: ['OpenTeams'] });
          },
        },
  );
}
