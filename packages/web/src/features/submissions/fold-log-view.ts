/** A part of a fold's log, as the api sends it. */
export interface FoldLogChunk {
  attempt: number;
  fromSeq: number;
  seq: number;
  text: string;
  isEnd: boolean;
  notice?: string | null;
}

/** What a page has of one fold's log. */
export interface FoldLogView {
  /** Null until anything has come. */
  attempt: number | null;
  /** In order; where one does not begin at the end of the one before, lines are missing. */
  parts: readonly FoldLogChunk[];
  isEnd: boolean;
  notice: string | null;
}

export const emptyLog: FoldLogView = { attempt: null, parts: [], isEnd: false, notice: null };

/** The log with one more chunk. A new attempt begins it anew; a chunk that begins earlier replaces what is behind. */
export function withChunk(view: FoldLogView, chunk: FoldLogChunk): FoldLogView {
  const kept = chunk.attempt === view.attempt ? view.parts : [];
  const before = kept.at(-1)?.seq ?? 0;
  const parts = before > chunk.fromSeq ? kept.filter(({ seq }) => seq <= chunk.fromSeq) : kept;
  return {
    attempt: chunk.attempt,
    parts: chunk.text === '' ? parts : [...parts, chunk],
    isEnd: chunk.isEnd,
    notice: chunk.notice ?? null,
  };
}

/** Where to go on from: the end of what is there without a gap. */
export function placeAfter({ attempt, parts }: FoldLogView): { attempt: number | null; afterSeq: number } {
  let afterSeq = 0;
  for (const { fromSeq, seq } of parts) {
    if (fromSeq > afterSeq) break;
    afterSeq = seq;
  }
  return { attempt, afterSeq };
}

/** One row of a log: a line, or the bytes that are missing here. */
export type LogRow = string | { missingBytes: number };

/** The log in rows, as a terminal would show it: without colours, and of a line that was drawn over the last state. */
export function rowsOf({ parts }: FoldLogView): LogRow[] {
  const rows: LogRow[] = [];
  let text = '';
  let at = 0;
  const flush = () => {
    if (text !== '') for (const line of text.replace(/\n$/, '').split('\n')) rows.push(asDrawn(line));
    text = '';
  };
  for (const part of parts) {
    if (part.fromSeq > at) {
      flush();
      rows.push({ missingBytes: part.fromSeq - at });
    }
    text += part.text;
    at = part.seq;
  }
  flush();
  return rows;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const colours = /\u001b\[[0-9;]*[A-Za-z]/g;

function asDrawn(line: string): string {
  const drawn = line.replace(/\r+$/, '');
  return drawn.slice(drawn.lastIndexOf('\r') + 1).replace(colours, '');
}
