import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { findAccessTokenUser, findSessionUser } from '../auth/sessions.js';
import type { Services } from '../services.js';
import type { User } from '../users/user.entity.js';
import type { RequestContext, SessionCookies } from './context.js';
import { createLoaders } from './loaders.js';

/** What a transport knows of a request. */
export interface IncomingRequest {
  requestId?: string;
  address: string;
  /** The `Authorization` header; a bearer token goes before a cookie. */
  authorization: string | null;
  cookies: SessionCookies;
}

/** Makes the context of one request, or of one subscription. */
export async function createContext(
  incoming: IncomingRequest,
  { services, em: globalEm }: { services: Services; em: EntityManager },
): Promise<RequestContext> {
  const em = globalEm.fork();
  const viewer = await findViewer(incoming, { ...services, em });
  const requestId = incoming.requestId ?? randomUUID();
  const context: RequestContext = {
    ...services,
    log: services.log.child({ requestId }),
    requestId,
    address: incoming.address,
    cookies: incoming.cookies,
    viewer,
    em,
    loaders: createLoaders(em, viewer),
    async renew() {
      context.em = globalEm.fork();
      context.viewer = await findViewer(incoming, context);
      context.loaders = createLoaders(context.em, context.viewer);
    },
  };
  return context;
}

async function findViewer(
  { authorization, cookies }: IncomingRequest,
  deps: Parameters<typeof findSessionUser>[1],
): Promise<User | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return findAccessTokenUser(bearer, deps);
  if (cookies.sessionToken === null) return null;
  const session = await findSessionUser(cookies.sessionToken, deps);
  if (session?.isExtended === true) cookies.setSession(cookies.sessionToken);
  return session?.user ?? null;
}
