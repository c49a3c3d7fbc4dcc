import { useEffect, useRef, useState } from 'react';
import { changeWords, freshRows, type RankedRow } from './row-movements.ts';

const freshForMs = 6_000;

/**
 * The ids of rows whose score arrived in the last seconds, and the sentence that announces them. `view` names what is looked
 * at: rows of another page or order are not news.
 */
export function useFreshRows(
  rows: readonly RankedRow[],
  size: number,
  view: string,
): { freshIds: ReadonlySet<string>; words: string } {
  const before = useRef({ rows, view });
  const [freshIds, setFreshIds] = useState<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState('');

  useEffect(() => {
    const known = before.current.view === view ? before.current.rows : rows;
    before.current = { rows, view };
    const fresh = freshRows(known, rows).map((row) => row.submissionId);
    if (fresh.length > 0) {
      setWords(changeWords(known, rows, size));
      setFreshIds((earlier) => new Set([...earlier, ...fresh]));
      setTimeout(() => {
        setFreshIds((current) => new Set([...current].filter((id) => !fresh.includes(id))));
      }, freshForMs);
    }
  }, [rows, size, view]);

  return { freshIds, words };
}
