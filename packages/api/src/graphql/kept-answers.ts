import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReadStanding, ViewerStanding } from '../events/viewer-standing.js';
import type { ViewCounter } from '../interactions/view-counter.js';
import { type CacheableQuery, cacheableQuery } from './cacheable-query.js';
import type { RightsClass } from './class-context.js';
import type { ValidOperation } from './executor.js';
import { filledFor, type SharedAnswer } from './open-places.js';

/** Executes for all viewers with the same rights to an event; null where one answer cannot be for all of them. */
export type ExecuteForClass = (
  operation: ValidOperation,
  forClass: RightsClass & { eventId: string },
) => Promise<SharedAnswer | null>;

interface KeptAnswerDeps {
  readStanding: ReadStanding;
  executeForClass: ExecuteForClass;
  views: ViewCounter;
}

/** A query that has been answered before. */
interface KnownQuery extends CacheableQuery {
  queryHash: string;
  contentType: string;
}

interface Kept {
  stamp: string;
  answer: Promise<SharedAnswer | null>;
  bytes: number;
}

const bytesKept = 64 * 1_048_576;
const variablesLengthMax = 4_000;
const queryLengthMax = 20_000;
const queriesKept = 500;

/**
 * Answers about an event's boards, each kept for all who have the same rights to the event: it is made without knowing who
 * they are, and what is a viewer's own is filled in for each. How the viewer stands to the event is read for every
 * request, and with it the stamp of the event that an answer is kept for; so no answer is older than the request, or goes
 * to somebody who has lost a right. Access tokens, and all that is not known to depend on these things alone, are left
 * to be executed.
 */
export class KeptAnswers {
  private readonly answers = new Map<string, Kept>();
  private readonly queries = new Map<string, KnownQuery | null>();
  private readonly toLearn = new WeakMap<FastifyRequest, Asked>();
  private bytes = 0;

  constructor(private readonly deps: KeptAnswerDeps) {}

  /** Before the request is executed: answers it if it can be answered for all of a class. */
  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    sessionToken: string | null,
  ): Promise<FastifyReply | undefined> {
    const asked = askedBy(request);
    if (asked === null) return undefined;
    const query = this.queries.get(asked.name);
    // Nothing is read for what may yet prove to be no valid query.
    if (query === undefined) this.toLearn.set(request, asked);
    if (query == null) return undefined;
    const slug = query.eventSlug(asked.variables);
    const standing = slug === null ? null : await this.deps.readStanding(slug, sessionToken);
    const answer = standing === null ? null : await this.forClass(asked, query, standing);
    if (standing === null || answer === null) return undefined;
    const { eventId, viewer, person } = standing;
    this.deps.views.count({ eventId, viewer, address: request.ip });
    return reply
      .header('content-type', query.contentType)
      .header('cache-control', 'no-store')
      .send(filledFor(person, answer));
  }

  /** After it was executed: from now on the query is known to be valid. */
  learn(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    const asked = this.toLearn.get(request);
    if (asked === undefined || reply.statusCode !== 200 || typeof payload !== 'string') return;
    if (!payload.startsWith('{"data":{')) return;
    const oldest = this.queries.keys().next();
    if (this.queries.size >= queriesKept && oldest.done === false) this.queries.delete(oldest.value);
    const cacheable = cacheableQuery(asked.query, asked.operationName);
    const contentType = String(reply.getHeader('content-type') ?? 'application/json; charset=utf-8');
    const queryHash = createHash('sha256').update(asked.query).digest('hex');
    this.queries.set(asked.name, cacheable && { ...cacheable, contentType, queryHash });
  }

  /** Executes every request the next time. */
  forget(): void {
    this.answers.clear();
    this.bytes = 0;
  }

  private forClass(
    { name, operationName, variables }: Asked,
    { queryHash, document }: KnownQuery,
    { eventId, stamp, rights }: ViewerStanding,
  ): Promise<SharedAnswer | null> {
    const key = [rights.isAdmin, rights.participation, name, JSON.stringify(variables)].join('\n');
    const known = this.answers.get(key);
    if (known?.stamp === stamp) {
      // As the one that was asked for last.
      this.answers.delete(key);
      this.answers.set(key, known);
      return known.answer;
    }
    const operation = { queryHash, document, operationName, variables };
    const answer = this.deps.executeForClass(operation, { eventId, ...rights });
    const kept: Kept = { stamp, bytes: key.length, answer: answer.catch(() => null) };
    this.drop(key);
    this.answers.set(key, kept);
    this.bytes += kept.bytes;
    answer.then(
      (made) => this.answers.get(key) === kept && this.grow(kept, made?.body.length ?? 0),
      // Executing it for the viewer alone will tell what is wrong.
      () => this.answers.get(key) === kept && this.drop(key),
    );
    return kept.answer;
  }

  private grow(kept: Kept, bytes: number): void {
    kept.bytes += bytes;
    this.bytes += bytes;
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= bytesKept) return;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const kept = this.answers.get(key);
    if (kept === undefined) return;
    this.answers.delete(key);
    this.bytes -= kept.bytes;
  }
}

interface Asked {
  /** Of the query, with what else decides whether and how it is answered. */
  name: string;
  query: string;
  operationName: string | null;
  variables: Record<string, unknown>;
}

/** The request if it is plain GraphQL without an access token; else null. */
function askedBy({ headers, body }: FastifyRequest): Asked | null {
  if (headers.authorization !== undefined || typeof body !== 'object' || body === null) return null;
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  if (typeof query !== 'string' || query.length > queryLengthMax || extensions != null) return null;
  if (operationName != null && typeof operationName !== 'string') return null;
  if (variables != null && (typeof variables !== 'object' || JSON.stringify(variables).length > variablesLengthMax)) {
    return null;
  }
  return {
    name: [headers.accept ?? '', operationName ?? '', query].join('\n'),
    query,
    operationName: operationName ?? null,
    variables: (variables ?? {}) as Record<string, unknown>,
  };
}
