import { randomUUID } from 'node:crypto';

/**
 * Makes the services that start next in this process these tests' own: a new database on the server that DATABASE_URL
 * names, if any, and always a Redis of their own, because they empty and restart it. Call before `startStack`.
 */
export function claimOwnServices() {
  if (process.env.DATABASE_URL) {
    const url = new URL(process.env.DATABASE_URL);
    url.pathname = `/e2e_${randomUUID().replaceAll('-', '')}`;
    process.env.DATABASE_URL = url.href;
  }
  delete process.env.REDIS_URL;
  delete process.env.REDIS_EMBEDDED;
}
