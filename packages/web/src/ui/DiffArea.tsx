import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { DiffAreaBodyProps } from './DiffAreaBody.tsx';

const DiffAreaBody = lazy(async () => ({ default: (await import('./DiffAreaBody.tsx')).DiffAreaBody }));

/** What changes from one text to another, line by line, with what is equal folded away. The view loads when first shown. */
export function DiffArea(props: DiffAreaBodyProps) {
  return (
    <Suspense fallback={<Skeleton h={120} radius={0} />}>
      {/* Another pair of texts is another view: its lines and folds start anew. */}
      <DiffAreaBody key={`${props.before.length} ${props.after.length} ${props.label}`} {...props} />
    </Suspense>
  );
}
