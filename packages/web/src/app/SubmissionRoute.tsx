import { useParams } from 'react-router';
import { EventShell } from '../features/events/EventShell.tsx';
import { useLiveBoard } from '../features/leaderboard/use-live-board.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { SubmissionPage } from './pages.tsx';

/** Puts a submission's page under the header of its event, which is known once the submission is read. */
export function SubmissionRoute() {
  const { id = '' } = useParams();
  return (
    <SubmissionPage
      key={id}
      id={id}
      notFound={<NotFoundPage />}
      frame={(slug, page) => <InEvent slug={slug}>{page}</InEvent>}
    />
  );
}

function InEvent({ slug, children }: { slug: string; children: React.ReactNode }) {
  useLiveBoard(slug);
  return (
    <EventShell slug={slug} notFound={<NotFoundPage />}>
      {children}
    </EventShell>
  );
}
