import { Skeleton, Stack } from '@mantine/core';
import { Page } from './Page.tsx';

/** What stands in for a page whose code is still on its way. */
export function PageSkeleton() {
  return (
    <Page title="Loading" wide>
      <Stack gap="md">
        <Skeleton h={26} w={260} />
        <Skeleton h={280} />
      </Stack>
    </Page>
  );
}
