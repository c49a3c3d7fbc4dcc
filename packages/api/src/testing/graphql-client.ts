import assert from 'node:assert/strict';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A GraphQL answer of any shape; tests say what they expect of it. */
// biome-ignore lint/suspicious/noExplicitAny: queries in tests are strings, so their answers have no types.
export type Data = any;
interface Answer {
  data?: Data;
  errors?: { message: string; path?: string[]; extensions?: { code?: string } }[];
}

/** A browser as far as the api can tell: it keeps the session cookie and speaks HTTP and WebSocket. */
export class GraphqlClient {
  cookie: string | null = null;
  headers: Record<string, string> = {};

  constructor(readonly address: string) {}

  async post(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const response = await fetch(`${this.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.cookie ? { cookie: this.cookie } : {}), ...this.headers },
      body: JSON.stringify({ query, variables }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie !== null) this.cookie = cookie.split(';')[0] ?? null;
    return (await response.json()) as Answer;
  }

  /** The data of an answer that must have no errors. */
  async data(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const answer = await this.post(query, variables);
    assert.equal(answer.errors, undefined, `${query}\n${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** The code of the first error of an answer that must have one. */
  async errorCode(query: string, variables: Record<string, unknown> = {}): Promise<string | undefined> {
    const answer = await this.post(query, variables);
    assert.ok(answer.errors?.[0], `expected an error, got ${JSON.stringify(answer)}`);
    return answer.errors[0].extensions?.code;
  }

  /** Listens over a real WebSocket. `seen` grows; `until` waits for a message that fits. */
  subscribe(query: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}): Listener {
    const sent = { ...(this.cookie ? { cookie: this.cookie } : {}), ...headers };
    class WebSocketWithHeaders extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers: sent });
      }
    }
    const client = createClient({
      url: `${this.address.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocketWithHeaders,
      retryAttempts: 0,
    });
    return new Listener(
      (sink) => client.subscribe({ query, variables }, sink),
      () => client.dispose(),
    );
  }
}

/** One subscription's messages as they come. */
export class Listener {
  readonly seen: Answer[] = [];
  failure: unknown = null;
  private wake: () => void = () => {};

  constructor(
    start: (sink: { next(value: unknown): void; error(error: unknown): void; complete(): void }) => () => void,
    private readonly dispose: () => void | Promise<void>,
  ) {
    start({
      next: (value) => {
        this.seen.push(value as Answer);
        this.wake();
      },
      error: (error) => {
        this.failure = error;
        this.wake();
      },
      complete: () => this.wake(),
    });
  }

  async until(fits: (data: Data) => boolean, timeoutMs = 15_000): Promise<Data> {
    const deadline = Date.now() + timeoutMs;
    for (let next = 0; ; ) {
      for (; next < this.seen.length; next++) if (fits(this.seen[next]?.data)) return this.seen[next]?.data;
      assert.equal(this.failure, null, `subscription failed: ${JSON.stringify(this.failure)}`);
      const left = deadline - Date.now();
      if (left <= 0) assert.fail(`nothing fitting among ${JSON.stringify(this.seen)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** The code of the first error that comes, in a message or instead of one. */
  async untilError(timeoutMs = 15_000): Promise<string | undefined> {
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
      const failed = this.failure === null ? this.seen.find(({ errors }) => errors) : { errors: this.failure };
      if (failed) return (failed.errors as Answer['errors'])?.[0]?.extensions?.code;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return assert.fail(`no error among ${JSON.stringify(this.seen)}`);
  }

  async close(): Promise<void> {
    await this.dispose();
  }
}
