import { CommandFailed, exitCode } from './exit-code.js';

/** How to reach one platform: its address, and the headers that say who asks. */
export interface ApiAccess {
  api: string;
  token?: string;
  cookie?: string;
  /** What is said beside a FORBIDDEN: who may. */
  forbiddenHint?: string;
  /** How long one answer may take; without it, for ever. */
  answerSeconds?: number;
}

/** Nobody answered, or nobody who speaks for a platform: the same request may pass later. */
export class PlatformUnreachable extends CommandFailed {
  constructor(message: string) {
    super(message, exitCode.unreachable);
  }
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

/** The GraphQL address of a platform given by its base address. */
export function graphqlAddress(api: string): URL {
  const url = new URL(api);
  if (!url.pathname.endsWith('/graphql')) url.pathname = `${url.pathname.replace(/\/$/, '')}/graphql`;
  return url;
}

/** Sends one GraphQL document and returns its data with the cookies that came back; every failure is a `CommandFailed`. */
export async function requestWithCookies<T>(
  access: ApiAccess,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ data: T; cookie: string }> {
  const url = graphqlAddress(access.api);
  const headers: Record<string, string> = { 'content-type': 'application/json', origin: url.origin };
  if (access.token) headers['authorization'] = `Bearer ${access.token}`;
  if (access.cookie) headers['cookie'] = access.cookie;
  const body = JSON.stringify({ query, variables });
  const response = await reach(url, { method: 'POST', headers, body, ...deadline(access) });
  const answer = await readAnswer(response, url);
  const [error] = answer.errors ?? [];
  if (error) throw explain(error, access);
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { data: answer.data as T, cookie: cookie.join('; ') };
}

/** Sends one GraphQL document and returns its data. */
export const request = async <T>(access: ApiAccess, query: string, variables?: Record<string, unknown>): Promise<T> =>
  (await requestWithCookies<T>(access, query, variables)).data;

/** Sends an HTTP request to a platform; that nobody answers is `PlatformUnreachable`. */
export async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw unreachable(url, error);
  }
}

/** The signal that ends a request which takes too long. */
const deadline = ({ answerSeconds }: ApiAccess): { signal?: AbortSignal } =>
  answerSeconds === undefined ? {} : { signal: AbortSignal.timeout(answerSeconds * 1000) };

function unreachable(url: URL, error: unknown): PlatformUnreachable {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return new PlatformUnreachable(
    `${url.origin} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`,
  );
}

async function readAnswer(response: Response, url: URL): Promise<Answer> {
  const text = await response.text().catch((error: unknown) => {
    throw unreachable(url, error);
  });
  try {
    const answer = JSON.parse(text) as Answer | null;
    if (answer && (answer.data !== undefined || answer.errors)) return answer;
  } catch {
    // Not GraphQL: told below.
  }
  const message = `${url.href} does not answer like a Databoard platform (HTTP ${response.status}).`;
  // Whatever stands before a platform speaks for it while it restarts.
  throw response.status >= 500 ? new PlatformUnreachable(message) : new CommandFailed(message);
}

function explain(error: NonNullable<Answer['errors']>[number], { forbiddenHint }: ApiAccess): CommandFailed {
  const { message } = error;
  const code = error.extensions?.code;
  if (code === 'UNAUTHENTICATED') {
    return new CommandFailed('The platform does not know this login (any more). Run `databoard login`.');
  }
  if (code === 'TIMEOUT') return new PlatformUnreachable(message);
  const scope = /access token does not have the scope (\w+)/.exec(message)?.[1];
  if (scope !== undefined) {
    return new CommandFailed(`${message} Make one that has it with \`databoard login --scope ${scope}\`.`);
  }
  if (code === 'FORBIDDEN') return new CommandFailed(forbiddenHint ? `${message} (${forbiddenHint})` : message);
  const id = error.extensions?.requestId;
  return new CommandFailed(id ? `${message} (request ${id})` : message);
}
