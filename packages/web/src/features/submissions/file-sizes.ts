/** Bytes of a text as it is stored. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** A size in words: `312 bytes`, `4.2 KiB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
