/** Cells of one line. */
export type Row = readonly string[];

/** The line above and below a heading. */
export const rule = '-'.repeat(28);

/** Columns under each other, two spaces apart: text columns to the left, others to the right. */
export function layOutTable(rows: readonly Row[], textColumns: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const place = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return textColumns.includes(column) ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map((row) => `\t${row.map(place).join('  ').trimEnd()}`).join('\n');
}

/** A standard deviation over folds: a small number beside the score, so it gets two digits more, as in ramp-test. */
export const formatSpread = (value: number | undefined, digits: number): string => formatScore(value, digits + 2);

/** A score for people; absent is `nan`. */
export function formatScore(value: number | undefined, digits: number): string {
  if (value === undefined || Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return value.toFixed(digits);
}
