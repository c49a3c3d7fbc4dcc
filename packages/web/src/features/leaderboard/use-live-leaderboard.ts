import { useSubscription } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';

const LEADERBOARD_CHANGED = graphql(`
  subscription LeaderboardChanged($eventSlug: String!) {
    leaderboardChanged(eventSlug: $eventSlug) {
      ...LeaderboardTable_leaderboard
    }
  }
`);

/** Keeps the event's board in the cache up to date; whoever shows a part of it renders anew by itself. */
export function useLiveLeaderboard(eventSlug: string): void {
  useSubscription(LEADERBOARD_CHANGED, { variables: { eventSlug }, ignoreResults: true });
}
