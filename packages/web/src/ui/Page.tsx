import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Page.module.css';

/** A page of running text or forms, kept to a readable width; `wide` for tables and the editor. */
export function Page({ title, wide, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <Box className={classes['page']} data-wide={wide || undefined}>
      <title>{`${title} · Databoard`}</title>
      {children}
    </Box>
  );
}
