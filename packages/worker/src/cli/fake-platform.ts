import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the fake platform saw it. */
export interface SeenRequest {
  /** The address, with its parameters. */
  path: string;
  /** Empty where no GraphQL was sent. */
  query: string;
  variables: Record<string, unknown>;
  headers: IncomingHttpHeaders;
}

/** What the fake platform answers: data, or errors, and perhaps a cookie. */
export interface FakeAnswer {
  data?: unknown;
  errors?: unknown[];
  cookie?: string;
  /** Something else than GraphQL, or another status; the connection is cut where the body is null. */
  raw?: { status?: number; headers?: Record<string, string>; body: string | Buffer | null };
}

/** An HTTP server that answers requests as a test says. For what the real platform would hardly do, like dying halfway. */
export async function startFakePlatform(answer: (request: SeenRequest) => FakeAnswer) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8') || '{"query":"","variables":{}}';
    const body = JSON.parse(text) as Pick<SeenRequest, 'query' | 'variables'>;
    const one = { ...body, path: request.url ?? '', headers: request.headers };
    seen.push(one);
    const { cookie, raw, ...result } = answer(one);
    if (raw !== undefined) {
      if (raw.body === null) request.socket.destroy();
      else response.writeHead(raw.status ?? 200, raw.headers).end(raw.body);
      return;
    }
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
