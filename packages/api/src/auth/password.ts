import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane; about 80 ms off the main thread.
const memoryKiB = 19_456;
const passes = 2;
const parallelism = 1;
const tagLength = 32;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** A salted argon2id hash in PHC format, which names its own cost. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    parallelism,
    tagLength,
    memory: memoryKiB,
    passes,
  });
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/** Whether the password belongs to the hash. An unreadable hash belongs to none. */
export async function isPasswordRight(password: string, hash: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash);
  if (match === null) return false;
  const [, memory, time, lanes, salt, expected] = match as unknown as [string, string, string, string, string, string];
  const tag = Buffer.from(expected, 'base64');
  const actual = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64'),
    parallelism: Number(lanes),
    tagLength: tag.length,
    memory: Number(memory),
    passes: Number(time),
  });
  return timingSafeEqual(tag, actual);
}

let decoy: Promise<string> | undefined;

/** Costs as much as a real check and answers no, so that an unknown login cannot be told by the clock. */
export async function refusePassword(password: string): Promise<false> {
  decoy ??= hashPassword('decoy');
  await isPasswordRight(password, await decoy);
  return false;
}
