import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Up to here the browser's own code, which needs all bytes at once, is the faster one. */
const wholeBytesMax = 32 * 1_048_576;

/** The SHA-256 of a file. In pages that are not served securely the browser has none, and large files are read in pieces. */
export async function hashFile(
  file: Blob,
  subtle: SubtleCrypto | null | undefined = globalThis.crypto?.subtle,
): Promise<string> {
  if (subtle != null && file.size <= wholeBytesMax) {
    return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer())));
  }
  const hash = sha256.create();
  const reader = file.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) hash.update(piece.value);
  return bytesToHex(hash.digest());
}
