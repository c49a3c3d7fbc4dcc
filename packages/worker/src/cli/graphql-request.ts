import { CommandFailed } from './exit-code.js';

/** How to reach one platform: its address, and the headers that say who asks. */
export interface ApiAccess {
  api: string;
  token?: string;
  cookie?: string;
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
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) }).catch(
    (error: Error) => {
      const cause = error.cause instanceof Error ? error.cause.message : error.message;
      throw new CommandFailed(`${url.origin} cannot be reached: ${cause}`);
    },
  );
  const answer = await readAnswer(response, url);
  const [error] = answer.errors ?? [];
  if (error) throw new CommandFailed(explain(error));
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { data: answer.data as T, cookie: cookie.join('; ') };
}

/** Sends one GraphQL document and returns its data. */
export const request = async <T>(access: ApiAccess, query: string, variables?: Record<string, unknown>): Promise<T> =>
  (await requestWithCookies<T>(access, query, variables)).data;

async function readAnswer(response: Response, url: URL): Promise<Answer> {
  const text = await response.text();
  try {
    const answer = JSON.parse(text) as Answer | null;
    if (answer && (answer.data !== undefined || answer.errors)) return answer;
  } catch {
    // Not GraphQL: told below.
  }
  throw new CommandFailed(`${url.href} does not answer like a Databoard platform (HTTP ${response.status}).`);
}

function explain(error: NonNullable<Answer['errors']>[number]): string {
  const code = error.extensions?.code;
  if (code === 'UNAUTHENTICATED') return 'The platform does not know this login (any more). Run `databoard login`.';
  if (code === 'FORBIDDEN') return `${error.message} (Publishing kits needs a site admin.)`;
  const id = error.extensions?.requestId;
  return id ? `${error.message} (request ${id})` : error.message;
}
