import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccessTokenScope } from '../auth/access-token-scope.js';
import type { Services } from '../services.js';
import type { User } from '../users/user.entity.js';
import type { Loaders } from './loaders.js';

/** The session cookie of one request; over WebSocket and access tokens setting it does nothing. */
export interface SessionCookies {
  /** Null when the browser sent none. */
  readonly sessionToken: string | null;
  setSession(token: string): void;
  clearSession(): void;
}

/** What resolvers get: the process's services, and what belongs to this request alone. */
export interface RequestContext extends Services {
  requestId: string;
  /** The client's address, for rate limits. */
  address: string;
  /** What the client calls itself. */
  userAgent: string | null;
  /** Who is signed in, in whichever state the account is: for what people do with their own account, and nothing else. */
  account: User | null;
  /** Who is signed in with an active account; null for everybody else. Policies ask about this one. */
  viewer: User | null;
  /** What the access token is good for that the request came with; null where it came with none. */
  tokenScopes: readonly AccessTokenScope[] | null;
  /** When the session began; null where there is none. */
  signedInAt: Date | null;
  em: EntityManager;
  loaders: Loaders;
  cookies: SessionCookies;
  /** Counts a look at an event. */
  noteView(eventId: string): void;
  /** Reads everything anew, the viewer's rights too. A subscription calls it at each message, since it outlives both. */
  renew(): Promise<void>;
}
