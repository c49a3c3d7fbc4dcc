import { CsvError, parse } from 'csv-parse/sync';
import { type Refusal, refusal } from '../refusal.js';

/** What one file may hold. */
export const importRowsMax = 2000;
const importBytesMax = 1_048_576;

const columns = ['firstName', 'lastName', 'email', 'username', 'hiddenNotes'] as const;
type Column = (typeof columns)[number];

/** One line of the file as it was read; what is missing is empty. */
export interface CsvRow extends Record<Column, string> {
  /** Where it begins in the file, from 1. */
  line: number;
}

/** A file that could be read. */
export interface UserCsv {
  rows: CsvRow[];
  delimiter: string;
  /** Columns that are not read, as the file calls them. */
  unknownColumns: string[];
  /** Letters were lost, most likely since the file is not in UTF-8. */
  isMisread: boolean;
}

/** What people call the columns, in lower case and without space, `_` and `-`; RAMP's names first. */
const columnOf: ReadonlyMap<string, Column> = new Map(
  Object.entries({
    firstname: 'firstName',
    givenname: 'firstName',
    lastname: 'lastName',
    surname: 'lastName',
    familyname: 'lastName',
    email: 'email',
    emailaddress: 'email',
    mail: 'email',
    name: 'username',
    username: 'username',
    login: 'username',
    hiddennotes: 'hiddenNotes',
    notes: 'hiddenNotes',
  } as const),
);
const keyOf = (header: string): string => header.toLowerCase().replaceAll(/[\s_-]/g, '');

const no = (message: string): { refusal: Refusal } => ({ refusal: refusal('INVALID', message, { field: 'csv' }) });

/** Reads a list of people: the first line names the columns, which may be parted by `,`, `;` or tabs. */
export function parseUserCsv(text: string): UserCsv | { refusal: Refusal } {
  if (Buffer.byteLength(text) > importBytesMax) {
    return { refusal: refusal('TOO_LARGE', 'A file has at most 1 MiB. Import it in parts.', { field: 'csv' }) };
  }
  const delimiter = delimiterOf(text);
  const records = readRecords(text, delimiter);
  if ('refusal' in records) return records;
  const [head, ...body] = records;
  if (head === undefined) return no('The file is empty.');
  const known = head.cells.map((header) => columnOf.get(keyOf(header)) ?? null);
  if (!known.includes('email')) {
    return no(
      'The first line must name the columns: firstname, lastname, email, name, hidden_notes. “email” is missing.',
    );
  }
  const twice = known.find((column, index) => column !== null && known.indexOf(column) !== index);
  if (twice != null) return no(`Two columns are about the same: “${head.cells[known.indexOf(twice)]}”. Remove one.`);
  const filled = body.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (filled.length === 0) return no('The file names columns, and nobody below them.');
  if (filled.length > importRowsMax) {
    const message = `A file has at most ${importRowsMax} people; this one has ${filled.length}. Import it in parts.`;
    return { refusal: refusal('TOO_MANY', message, { field: 'csv' }) };
  }
  const rows = filled.map(({ cells, line }) => {
    const row: CsvRow = { line, firstName: '', lastName: '', email: '', username: '', hiddenNotes: '' };
    for (const [index, column] of known.entries()) if (column !== null) row[column] = cells[index] ?? '';
    return row;
  });
  const unknownColumns = head.cells.filter((header, index) => known[index] === null && header !== '');
  return { rows, delimiter, unknownColumns: unknownColumns.slice(0, 50), isMisread: text.includes('\uFFFD') };
}

/** What parts the columns: whatever is most frequent in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const [head = ''] = text.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/, 1);
  const count = (delimiter: string) => head.split(delimiter).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

interface CsvRecord {
  cells: string[];
  line: number;
}

function readRecords(text: string, delimiter: string): CsvRecord[] | { refusal: Refusal } {
  try {
    const read = parse(text, {
      bom: true,
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: 20_000,
      // One more than allowed, to know that there are more; the head comes on top, and empty lines are not worth counting.
      to: importRowsMax + 10_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    let end = 0;
    return read.map(({ record, info }) => {
      const line = end + 1;
      end = info.lines;
      return { cells: record.map((cell) => cell.trim()), line };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 0);
    return no(`Line ${line || 1} cannot be read: ${wordsOf(error.code)}.`);
  }
}

function wordsOf(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is not closed';
  if (code === 'CSV_MAX_RECORD_SIZE') return 'it is too long';
  return 'a quote stands where none may be';
}
