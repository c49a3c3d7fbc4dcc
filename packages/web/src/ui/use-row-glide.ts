import { type RefObject, useLayoutEffect, useRef } from 'react';

const glideMs = 200;

/**
 * Rows of a table body glide to their new places when `order` changes, and new ones fade in. Rows are told apart by
 * `data-row-id`. Does nothing for readers who asked for less motion.
 */
export function useRowGlide(order: string): RefObject<HTMLTableSectionElement | null> {
  const body = useRef<HTMLTableSectionElement>(null);
  const places = useRef<Map<string, number> | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the order is what moves the rows that are measured here
  useLayoutEffect(() => {
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('[data-row-id]') ?? [])];
    const next = new Map(rows.map((row) => [row.dataset['rowId'] ?? '', row.offsetTop]));
    const previous = places.current;
    places.current = next;
    if (!previous || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const row of rows) glide(row, previous, next);
  }, [order]);

  return body;
}

function glide(row: HTMLElement, previous: Map<string, number>, next: Map<string, number>): void {
  const id = row.dataset['rowId'] ?? '';
  const from = previous.get(id);
  const to = next.get(id) ?? 0;
  if (from === to) return;
  const start = from === undefined ? { opacity: 0 } : { transform: `translateY(${from - to}px)` };
  const end = from === undefined ? { opacity: 1 } : { transform: 'none' };
  row.animate([start, end], { duration: glideMs, easing: 'cubic-bezier(0.2, 0, 0, 1)' });
}
