import { useEffect, useRef, useState } from 'react';
import { changeWords, freshRows, type RankedRow } from './row-movements.ts';

const freshForMs = 6_000;

/** The ids of rows whose score arrived in the last seconds, and the sentence that announces them. */
export function useFreshRows(rows: readonly RankedRow[]): { freshIds: ReadonlySet<string>; words: string } {
  const before = useRef(rows);
  const [freshIds, setFreshIds] = useState<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState('');

  useEffect(() => {
    const fresh = freshRows(before.current, rows).map((row) => row.id);
    if (fresh.length > 0) {
      setWords(changeWords(before.current, rows));
      setFreshIds((earlier) => new Set([...earlier, ...fresh]));
      setTimeout(() => {
        setFreshIds((current) => new Set([...current].filter((id) => !fresh.includes(id))));
      }, freshForMs);
    }
    before.current = rows;
  }, [rows]);

  return { freshIds, words };
}
