import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { findAccessToken } from '../auth/find-access-token.js';
import { findSession } from '../auth/sessions.js';
import { viewerOf } from '../auth/viewer.js';
import type { Services } from '../services.js';
import type { RequestContext, SessionCookies } from './context.js';
import { createLoaders } from './loaders.js';

/** What a transport knows of a request. */
export interface IncomingRequest {
  requestId?: string;
  address: string;
  userAgent: string | null;
  /** The `Authorization` header; a bearer token goes before a cookie. */
  authorization: string | null;
  cookies: SessionCookies;
}

/** Makes the context of one request, or of one subscription. */
export async function createContext(
  incoming: IncomingRequest,
  { services, em: globalEm }: { services: Services; em: EntityManager },
): Promise<RequestContext> {
  const requestId = incoming.requestId ?? randomUUID();
  const identify = async () => {
    const em = globalEm.fork();
    const caller = await findCaller(incoming, { ...services, em });
    // The one place that says whose rights count: all policies ask about the viewer.
    const viewer = viewerOf(caller.account);
    return { ...caller, viewer, em, loaders: createLoaders(em, viewer, services.clock) };
  };
  const context: RequestContext = {
    ...services,
    log: services.log.child({ requestId }),
    requestId,
    address: incoming.address,
    userAgent: incoming.userAgent,
    cookies: incoming.cookies,
    ...(await identify()),
    noteView(eventId) {
      services.views.count({ eventId, viewer: context.viewer, address: context.address });
    },
    async renew() {
      Object.assign(context, await identify());
    },
  };
  return context;
}

type Caller = Pick<RequestContext, 'account' | 'tokenScopes' | 'signedInAt'>;
const nobody: Caller = { account: null, tokenScopes: null, signedInAt: null };

async function findCaller(
  { authorization, cookies }: IncomingRequest,
  deps: Parameters<typeof findSession>[1],
): Promise<Caller> {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const found = await findAccessToken(bearer, deps);
    return found === null ? nobody : { account: found.user, tokenScopes: found.scopes, signedInAt: null };
  }
  if (cookies.sessionToken === null) return nobody;
  const session = await findSession(cookies.sessionToken, deps);
  if (session?.isExtended === true) cookies.setSession(cookies.sessionToken);
  return session === null ? nobody : { account: session.user, tokenScopes: null, signedInAt: session.createdAt };
}
