import { useSubscription } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';
import { announceBoardChange } from '../../lib/board-changes.ts';

const BOARD_CHANGED = graphql(`
  subscription BoardChanged($eventSlug: String!) {
    boardChanged(eventSlug: $eventSlug) {
      eventId
      version
    }
  }
`);

/** Listens to the event's boards; whoever shows a part of them reads it again when they change. */
export function useLiveBoard(eventSlug: string): void {
  useSubscription(BOARD_CHANGED, {
    variables: { eventSlug },
    ignoreResults: true,
    onData: () => announceBoardChange(eventSlug),
  });
}
