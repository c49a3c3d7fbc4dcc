const eraseLine = '\r\u001b[2K';

/** Where a progress line is shown: standard error, or a test's stand-in. */
export interface ProgressStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** One line that changes. */
export interface ProgressLine {
  show(text: string): void;
  /** Prints something else; on a terminal the line makes room and comes back below. */
  aside(print: () => void): void;
  /** Takes the line away; on anything but a terminal it stays where it was printed. */
  clear(): void;
  /** Leaves the last state standing. */
  end(): void;
}

/** One line that is overwritten on a terminal; elsewhere (a log file) it appears at most every few seconds. */
export function progressLine(stream: ProgressStream, everyMs = 3000, now: () => number = Date.now): ProgressLine {
  let last = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  let pending = false;
  const print = (text: string) => {
    // A line that wraps could not be erased.
    const fitting = stream.columns ? text.slice(0, stream.columns - 1) : text;
    stream.write(stream.isTTY ? `${eraseLine}${fitting}` : `${text}\n`);
    lastAt = now();
    pending = false;
  };
  return {
    show(text) {
      if (stream.isTTY && text === last) return;
      last = text;
      pending = true;
      if (stream.isTTY || now() - lastAt >= everyMs) print(text);
    },
    aside(other) {
      if (!stream.isTTY || last === '') return other();
      stream.write(eraseLine);
      other();
      print(last);
    },
    clear() {
      if (stream.isTTY && last !== '') stream.write(eraseLine);
      last = '';
      pending = false;
    },
    end() {
      if (pending) print(last);
      if (stream.isTTY && last) stream.write('\n');
      last = '';
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
