import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the fake platform saw it. */
export interface SeenRequest {
  query: string;
  variables: Record<string, unknown>;
  headers: IncomingHttpHeaders;
}

/** What the fake platform answers: data, or errors, and perhaps a cookie. */
export interface FakeAnswer {
  data?: unknown;
  errors?: unknown[];
  cookie?: string;
}

/** An HTTP server that answers GraphQL requests as a test says. For what the real platform would hardly do, like dying halfway. */
export async function startFakePlatform(answer: (request: SeenRequest) => FakeAnswer) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Omit<SeenRequest, 'headers'>;
    const one = { ...body, headers: request.headers };
    seen.push(one);
    const { cookie, ...result } = answer(one);
    response.setHeader('content-type', 'application/json');
    if (cookie) response.setHeader('set-cookie', cookie);
    response.end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}
