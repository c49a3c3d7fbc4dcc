import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { CodeAreaBodyProps } from './CodeAreaBody.tsx';

const CodeAreaBody = lazy(async () => ({ default: (await import('./CodeAreaBody.tsx')).CodeAreaBody }));

/** Code with line numbers and colours, to edit or to read. The editor loads when it is first shown. */
export function CodeArea(props: CodeAreaBodyProps) {
  return (
    <Suspense fallback={<Skeleton h={props.minHeight ?? '160px'} radius={0} />}>
      <CodeAreaBody {...props} />
    </Suspense>
  );
}
