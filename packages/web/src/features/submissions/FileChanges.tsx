import { Text } from '@mantine/core';
import { lineChanges } from '../../lib/line-changes.ts';
import { DiffArea } from '../../ui/DiffArea.tsx';
import { bytesOf, sizeWords } from './file-sizes.ts';
import classes from './SubmissionFiles.module.css';

interface Props {
  path: string;
  /** Null: the file is new. */
  before: string | null;
  after: string;
}

// Data is not read line by line, and comparing much of it would stop the page.
const shownBytesMax = 200_000;

/** What changes in one file: how many lines, and which. */
export function FileChanges({ path, before, after }: Props) {
  const isLarge = bytesOf(after) > shownBytesMax || bytesOf(before ?? '') > shownBytesMax;
  const { added, removed } = isLarge ? { added: 0, removed: 0 } : lineChanges(before ?? '', after);
  return (
    <section className={classes['file']} aria-label={`Changes of ${path}`}>
      <header>
        <Text size="sm" fw={550} ff="monospace">
          {path}
        </Text>
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {before === after
            ? 'the same'
            : isLarge
              ? `${sizeWords(bytesOf(before ?? ''))} → ${sizeWords(bytesOf(after))}`
              : `+${added} −${removed} lines`}
        </Text>
      </header>
      {!isLarge && before !== after && (
        <DiffArea before={before ?? ''} after={after} label={`Changes of ${path}`} isPython={path.endsWith('.py')} />
      )}
    </section>
  );
}
