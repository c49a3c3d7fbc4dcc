/** One line that is overwritten on a terminal; elsewhere (a log file) it appears at most every few seconds. */
export function progressLine(
  stream: { write(text: string): unknown; isTTY?: boolean },
  everyMs = 3000,
  now: () => number = Date.now,
): { show(text: string): void; end(): void } {
  let last = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  let pending = false;
  const print = (text: string) => {
    stream.write(stream.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
    lastAt = now();
    pending = false;
  };
  return {
    show(text) {
      last = text;
      pending = true;
      if (stream.isTTY || now() - lastAt >= everyMs) print(text);
    },
    end() {
      if (pending) print(last);
      if (stream.isTTY && last) stream.write('\n');
    },
  };
}

/** Bytes for people: `640 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const index = Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3) - 1);
  const value = bytes / 1000 ** (index + 1);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[index]}`;
}
