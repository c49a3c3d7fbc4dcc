/** A random key for one wish to submit. `crypto.randomUUID` is missing on plain-HTTP addresses, so it is built here. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
