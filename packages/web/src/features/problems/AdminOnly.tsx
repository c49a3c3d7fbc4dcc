import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';

/** Shows its children to site admins, and others why they see nothing. The api has the last word. */
export function AdminOnly({ title, children }: { title: string; children: ReactNode }) {
  const viewer = useViewer();
  if (viewer === undefined) return <PageSkeleton />;
  if (viewer?.isAdmin) return children;
  return (
    <Page title={title}>
      <Empty icon={<IconLock size={28} stroke={1.5} />} title="For site admins">
        Here they publish kits and look after problems.
      </Empty>
    </Page>
  );
}
