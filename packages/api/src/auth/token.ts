import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, for a cookie or an Authorization header. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a token: enough to find it, not enough to use it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
