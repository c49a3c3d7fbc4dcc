import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CacheableQuery } from './cacheable-query.js';

/** What an answer without viewer depends on beside the request: another stamp, another answer. Null: no answer may be kept. */
export type ReadStamp = (eventSlug: string) => Promise<string | null>;

interface Answer {
  stamp: string;
  body: Buffer;
  contentType: string;
}

const bytesKept = 64 * 1_048_576;
const queryLengthMax = 20_000;
const variablesLengthMax = 4_000;
const queriesKept = 500;

interface GraphqlBody {
  query: string;
  operationName: string | null;
  variables: Record<string, unknown>;
}

/**
 * Finished answers about an event's boards for requests without any credentials: whoever asks the same gets the same bytes.
 * Each is kept for one stamp of its event, which is read for every request; so an answer is never older than the request.
 * Requests with a cookie or a token never come here, whatever they ask.
 */
export class AnonymousAnswers {
  private readonly answers = new Map<string, Answer>();
  private readonly queries = new Map<string, CacheableQuery | null>();
  private readonly toKeep = new WeakMap<FastifyRequest, { key: string; stamp: string }>();
  private readonly toLearn = new WeakMap<FastifyRequest, GraphqlBody>();
  private bytes = 0;

  constructor(
    private readonly readStamp: ReadStamp,
    private readonly analyse: (query: string, operationName: string | null) => CacheableQuery | null,
  ) {}

  /** Before the request is executed: answers it if the answer is known. */
  readonly preHandler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const body = anonymousBody(request);
    if (body === null) return undefined;
    const query = this.queries.get(nameOf(body));
    // Nothing is read for what may yet prove to be no valid query.
    if (query === undefined) this.toLearn.set(request, body);
    if (query == null) return undefined;
    const slug = query.eventSlug(body.variables);
    if (slug === null) return undefined;
    const stamp = await this.readStamp(slug);
    if (stamp === null) return undefined;
    const { accept = '' } = request.headers;
    const key = [accept, body.operationName ?? '', body.query, JSON.stringify(body.variables)].join('\n');
    const answer = this.answers.get(key);
    if (answer === undefined || answer.stamp !== stamp) {
      this.toKeep.set(request, { key, stamp });
      return undefined;
    }
    return reply.header('content-type', answer.contentType).header('cache-control', 'no-store').send(answer.body);
  };

  /** After it was executed: keeps the answer if it has no errors. */
  readonly onSend = async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> => {
    const wanted = this.toKeep.get(request);
    const learnt = this.toLearn.get(request);
    if ((wanted ?? learnt) === undefined || reply.statusCode !== 200 || typeof payload !== 'string') return;
    if (!payload.startsWith('{"data":{')) return;
    if (learnt !== undefined) this.learn(learnt);
    if (wanted === undefined) return;
    const contentType = String(reply.getHeader('content-type') ?? 'application/json; charset=utf-8');
    this.keep(wanted.key, { stamp: wanted.stamp, body: Buffer.from(payload), contentType });
  };

  /** Executes every request the next time. */
  forget(): void {
    this.answers.clear();
    this.bytes = 0;
  }

  private keep(key: string, answer: Answer): void {
    this.drop(key);
    this.answers.set(key, answer);
    this.bytes += answer.body.length + key.length;
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= bytesKept) return;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const answer = this.answers.get(key);
    if (answer === undefined) return;
    this.answers.delete(key);
    this.bytes -= answer.body.length + key.length;
  }

  /** A query that has been answered once. */
  private learn(body: GraphqlBody): void {
    const oldest = this.queries.keys().next();
    if (this.queries.size >= queriesKept && oldest.done === false) this.queries.delete(oldest.value);
    this.queries.set(nameOf(body), this.analyse(body.query, body.operationName));
  }
}

const nameOf = ({ query, operationName }: GraphqlBody): string => `${operationName ?? ''}\n${query}`;

/** The request if it is plain GraphQL without credentials; else null. */
function anonymousBody({ headers, body }: FastifyRequest): GraphqlBody | null {
  if (headers.cookie !== undefined || headers.authorization !== undefined) return null;
  if (typeof body !== 'object' || body === null) return null;
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  if (typeof query !== 'string' || query.length > queryLengthMax || extensions != null) return null;
  if (operationName != null && typeof operationName !== 'string') return null;
  if (variables != null && (typeof variables !== 'object' || JSON.stringify(variables).length > variablesLengthMax)) {
    return null;
  }
  return { query, operationName: operationName ?? null, variables: (variables ?? {}) as Record<string, unknown> };
}
