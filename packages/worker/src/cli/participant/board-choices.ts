import { CommandFailed, exitCode } from '../exit-code.js';

/** The boards of an event. */
export const boardKinds = [
  'public',
  'private',
  'public-competition',
  'private-competition',
  'in-progress',
  'failed',
] as const;
export type BoardKindWord = (typeof boardKinds)[number];

const columns = [
  ...['rank', 'move', 'team', 'submission', 'valid-bagged', 'valid-mean', 'valid-std'],
  ...['test-bagged', 'test-mean', 'test-std', 'train-mean', 'train-std'],
  ...['contributivity', 'historical-contributivity', 'train-seconds', 'valid-seconds', 'test-seconds'],
  ...['peak-memory', 'submitted-at', 'state', 'reason'],
];

/** How the schema writes a word of the command line: `valid-bagged` is `VALID_BAGGED`. */
export const schemaWord = (word: string): string => word.toUpperCase().replaceAll('-', '_');

/** A column and which way: `--sort train-seconds` or `--sort submitted-at:desc`. */
export function parseSort(text: string): { column: string; direction: 'ASC' | 'DESC' } {
  const [word = '', direction = 'asc', more] = text.toLowerCase().replaceAll('_', '-').split(':');
  if (!columns.includes(word) || !['asc', 'desc'].includes(direction) || more !== undefined) {
    const example = 'with :desc behind it for the other way round';
    throw new CommandFailed(`--sort takes one of ${columns.join(', ')}, ${example}.`, exitCode.usage);
  }
  return { column: schemaWord(word), direction: direction === 'desc' ? 'DESC' : 'ASC' };
}
