import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { setConnection } from './connection.ts';

const wsUrl = () => `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/graphql`;

let isFirstConnection = true;

const ws = createClient({
  url: wsUrl,
  lazy: true,
  lazyCloseTimeout: 5_000,
  keepAlive: 15_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: async (retries) => {
    // The first retry is quick; later ones spread out, so that a restarted server is not met by everyone at once.
    const ms = Math.min(500 * 2 ** retries, 10_000) * (0.7 + Math.random() * 0.6);
    await new Promise((resolve) => setTimeout(resolve, ms));
  },
  on: {
    connecting: (isRetry) => {
      if (isRetry) setConnection('reconnecting');
    },
    connected: () => {
      setConnection('live');
      // Publications have no memory: what happened while the line was down is read again.
      if (!isFirstConnection) void apollo.refetchQueries({ include: 'active' });
      isFirstConnection = false;
    },
    closed: (event) => setConnection(wasClosedOnPurpose(event) ? 'idle' : 'reconnecting'),
  },
});

const wasClosedOnPurpose = (event: unknown) => event instanceof CloseEvent && event.code === 1000;

const live = new GraphQLWsLink(ws);
const http = new HttpLink({ uri: '/graphql', credentials: 'same-origin' });

/** The one client of the page: queries and mutations over HTTP, subscriptions over a WebSocket, one normalised cache. */
export const apollo = new ApolloClient({
  link: ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, live, http),
  cache: new InMemoryCache({
    typePolicies: {
      Participation: { fields: { submitStatus: { merge: true } } },
      Query: {
        fields: {
          // A submission that some list has brought along opens at once; the page still re-reads it.
          submission: (existing, { args, toReference }) =>
            existing === undefined && args ? toReference({ __typename: 'Submission', id: args['id'] }) : existing,
        },
      },
    },
  }),
  devtools: { enabled: false },
});

/**
 * To be called whenever someone signs in or out: rights have changed, so everything is read again, and the WebSocket,
 * which was authorised when it was opened, is opened anew.
 */
export async function restartSession(): Promise<void> {
  ws.terminate();
  // A read that the reset itself cut short is no failure; pages show the errors of their own reads.
  await apollo.resetStore().catch(() => undefined);
}
