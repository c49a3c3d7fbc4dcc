import { type Client, createClient } from 'graphql-ws';
import { type ApiAccess, graphqlAddress } from '../cli/graphql-request.js';

/** One open WebSocket to the platform, as a browser tab has one. */
export interface LiveClient {
  /** Resolves when the socket is open and the platform has accepted it. */
  connected: Promise<void>;
  /** Starts a subscription; `onData` hears each event, `onError` whatever ends it early. The answer ends it. */
  subscribe<T>(
    query: string,
    variables: Record<string, unknown>,
    onData: (data: T) => void,
    onError: (error: Error) => void,
  ): () => void;
  close(): Promise<void>;
}

/** Opens a WebSocket with the viewer's cookie, eagerly, so that measurements do not pay for the handshake. */
export function openLiveClient(access: ApiAccess): LiveClient {
  const url = graphqlAddress(access.api);
  const origin = url.origin;
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const headers: Record<string, string> = { origin };
  if (access.cookie) headers['cookie'] = access.cookie;
  if (access.token) headers['authorization'] = `Bearer ${access.token}`;
  // Browsers send the cookie by themselves; Node's WebSocket takes it as a header.
  class SocketWithHeaders extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, { protocols, headers });
    }
  }
  const connection = Promise.withResolvers<void>();
  const client: Client = createClient({
    url: url.href,
    webSocketImpl: SocketWithHeaders,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: connection.reject,
    on: { connected: () => connection.resolve(), error: connection.reject },
  });
  return {
    connected: connection.promise,
    subscribe: <T>(
      query: string,
      variables: Record<string, unknown>,
      onData: (data: T) => void,
      onError: (error: Error) => void,
    ) =>
      client.subscribe<T>(
        { query, variables },
        {
          next: ({ data, errors }) => {
            if (errors?.[0]) onError(new Error(errors[0].message));
            else if (data) onData(data);
          },
          error: (error) => onError(asError(error)),
          complete: () => {},
        },
      ),
    close: async () => client.dispose(),
  };
}

function asError(error: unknown): Error {
  if (error instanceof Error) return error;
  return new Error(`The subscription ended: ${JSON.stringify(error)}`);
}
