import { Skeleton, Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';

const MarkdownBody = lazy(async () => ({ default: (await import('./MarkdownBody.tsx')).MarkdownBody }));

/**
 * Markdown written by an organiser, shown as text: raw HTML in it is never rendered. Pictures come from below `pictures`, an
 * address of ours, or are named only. Loads its parser when first used.
 */
export function Markdown({ source, pictures }: { source: string; pictures?: string }) {
  return (
    <Suspense
      fallback={
        <Stack gap="sm">
          {[60, 96, 90, 94, 70].map((width) => (
            <Skeleton key={width} h={14} w={`${width}%`} />
          ))}
        </Stack>
      }
    >
      <MarkdownBody source={source} {...(pictures === undefined ? {} : { pictures })} />
    </Suspense>
  );
}
