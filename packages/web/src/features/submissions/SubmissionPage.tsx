import { skipToken, useQuery, useSubscription } from '@apollo/client/react';
import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { Skeleton, Stack } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { SubmissionView } from './SubmissionView.tsx';

const SUBMISSION = graphql(`
  query Submission($id: ID!) {
    submission(id: $id) {
      ...SubmissionView_submission
    }
  }
`);

const SUBMISSION_CHANGED = graphql(`
  subscription SubmissionChanged($id: ID!) {
    submissionChanged(id: $id) {
      ...SubmissionLive_submission
    }
  }
`);

/** Re-reads while something is still running, for what happened between the first read and the subscription's start. */
const rereadAfterMs = 800;
const rereadEveryMs = 5_000;

/** Which submission, and how its page meets the rest of the application. */
export interface SubmissionPageProps {
  id: string;
  /** Shown when the submission does not exist or is not for the viewer. */
  notFound: ReactNode;
  /** Puts the page under its event's header; the route decides how. */
  frame: (eventSlug: string, page: ReactNode) => ReactNode;
}

/** One submission: where its evaluation stands, live, and everything it left behind. */
export function SubmissionPage({ id, notFound, frame }: SubmissionPageProps) {
  const { data, error, refetch } = useQuery(SUBMISSION, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const submission = data?.submission;
  const isRunning = submission ? !isEvaluationEnded(submission.evaluation.state) : false;
  // The result lands in the normalised cache, from where the query above takes it.
  useSubscription(SUBMISSION_CHANGED, submission ? { variables: { id }, ignoreResults: true } : skipToken);

  useEffect(() => {
    if (!isRunning) return;
    const reread = () => void refetch().catch(() => undefined);
    const soon = setTimeout(reread, rereadAfterMs);
    const regularly = setInterval(reread, rereadEveryMs);
    return () => {
      clearTimeout(soon);
      clearInterval(regularly);
    };
  }, [isRunning, refetch]);

  if (submission) return frame(submission.event.slug, <SubmissionView submission={submission} />);
  if (data && submission === null) return notFound;
  return (
    <Page title="Submission" wide>
      {error ? (
        <ErrorBox error={error} title="The submission could not be read" onRetry={() => void refetch()} />
      ) : (
        <Stack gap="md">
          <Skeleton h={28} w={300} />
          <Skeleton h={44} />
          <Skeleton h={240} />
        </Stack>
      )}
    </Page>
  );
}
