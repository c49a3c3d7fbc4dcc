/** The scratch services that tests run on; `scripts/with-services.mjs` brings them. */
export function testEnvironment(): { databaseUrl: string; redis: { url: string; embedded: boolean } } {
  const { DATABASE_URL, REDIS_URL, REDIS_EMBEDDED } = process.env;
  if (!DATABASE_URL || !REDIS_URL) {
    throw new Error('These tests need PostgreSQL and Redis: node scripts/with-services.mjs node_modules/.bin/mocha');
  }
  return { databaseUrl: DATABASE_URL, redis: { url: REDIS_URL, embedded: REDIS_EMBEDDED === '1' } };
}
