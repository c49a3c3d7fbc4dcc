import { PlatformFault } from './platform-fault.js';

/** Resolves as the promise does, or throws a `PlatformFault` after `seconds`, having run `onExpired`. */
export async function withDeadline<T>(
  promise: Promise<T>,
  seconds: number,
  what: string,
  onExpired: () => void,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onExpired();
      reject(new PlatformFault(`${what} took longer than ${seconds} s.`));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}
