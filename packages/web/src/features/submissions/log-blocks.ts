import type { LogRow } from './fold-log-view.ts';

/** Rows of a log that are drawn together, or a remark of ours between them. */
export interface LogBlock {
  /** How many lines come before. */
  linesBefore: number;
  lineCount: number;
  /** Lines joined by line feeds, so that equal blocks are equal values and are not drawn again. */
  text: string;
  remark: string | null;
}

const linesPerBlock = 250;
/** A log can have a million lines, which no browser would draw; of such a log the end is shown. */
const linesMax = 20_000;

/** A log's rows as blocks. */
export function blocksOf(rows: readonly LogRow[]): LogBlock[] {
  const blocks: LogBlock[] = [];
  let lines: string[] = [];
  const leftOut = Math.max(0, rows.length - linesMax);
  let lineCount = rows.slice(0, leftOut).filter(isLine).length;
  const remark = (text: string) => blocks.push({ linesBefore: lineCount, lineCount: 0, text: '', remark: text });
  const flush = () => {
    if (lines.length === 0) return;
    const linesBefore = lineCount - lines.length;
    blocks.push({ linesBefore, lineCount: lines.length, text: lines.join('\n'), remark: null });
    lines = [];
  };
  if (leftOut > 0) remark(`The first ${count(lineCount)} lines are not shown here.`);
  for (const row of rows.slice(leftOut)) {
    if (isLine(row)) {
      lines.push(row);
      lineCount += 1;
      // Boundaries stay where they are however many lines are left out, so that what is drawn stays drawn.
      if (lineCount % linesPerBlock === 0) flush();
    } else {
      flush();
      remark(`${count(row.missingBytes)} bytes are missing here. They come when the run has ended.`);
    }
  }
  flush();
  return blocks;
}

const isLine = (row: LogRow): row is string => typeof row === 'string';
const count = (number: number): string => number.toLocaleString('en-GB');
