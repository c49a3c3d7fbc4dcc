import type { ReactNode } from 'react';
import classes from './ChartFrame.module.css';

/** What is said of a place in a chart, on hover. */
export function ChartTip({ children }: { children: ReactNode }) {
  return <div className={classes['tip']}>{children}</div>;
}
