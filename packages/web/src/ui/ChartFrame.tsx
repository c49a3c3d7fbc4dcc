import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ChartFrame.module.css';

interface Props {
  title: string;
  /** What is drawn, and which way is better. */
  words: string;
  /** For those who cannot see it: what the picture shows. */
  label: string;
  chart: ReactNode;
  table: ReactNode;
}

/** A chart with its table beside it, or below it where the window is narrow. */
export function ChartFrame({ title, words, label, chart, table }: Props) {
  return (
    <section aria-label={title}>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words}
      </Text>
      <div className={classes['frame']}>
        <figure className={classes['chart']} aria-label={label} data-testid="chart">
          {chart}
        </figure>
        <div className={classes['table']}>{table}</div>
      </div>
    </section>
  );
}
