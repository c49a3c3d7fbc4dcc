import type { ReactNode } from 'react';
import classes from './DataTable.module.css';

/**
 * The frame of every dense table: 36 px rows, tabular figures, a header that stays, and sideways scrolling inside the
 * frame, with the first column in place, where the window is narrow. Children are `thead` and `tbody`.
 */
export function DataTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // Scrolling regions take the focus, so that the arrow keys can scroll them.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={classes['frame']} aria-label={label} tabIndex={0}>
      <table className={classes['table']}>{children}</table>
    </section>
  );
}
