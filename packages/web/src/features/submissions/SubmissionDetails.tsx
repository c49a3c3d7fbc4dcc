import { Anchor, DataList } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { durationWords, memoryWords } from '../../lib/time-words.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { sumKnown } from './evaluation-scores.ts';

/** Who, when, how long, how much, and the numbers to quote when asking for help. */
export function SubmissionDetails({ submission }: { submission: SubmissionView_SubmissionFragment }) {
  const { evaluation, event } = submission;
  const sum = (key: 'trainSeconds' | 'validSeconds' | 'testSeconds' | 'cpuSeconds') =>
    durationWords(sumKnown(evaluation.foldRuns.map((run) => run[key])));
  const peaks = evaluation.foldRuns.map((run) => run.peakMemoryMiB).filter((value) => value != null);
  return (
    <DataList size="sm" labelWidth="170px" gap={6} style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Item label="Team">{submission.team.name}</Item>
      <Item label="Sent by">
        <Anchor component={Link} to={paths.user(submission.author.username)} size="sm">
          {submission.author.displayName} (@{submission.author.username})
        </Anchor>
      </Item>
      <Item label="Problem">
        {event.problem.problemName}, version {event.problem.number}
      </Item>
      <Item label="Sent">
        <TimeAgo at={submission.submittedAt} />
      </Item>
      <Item label="Started">{evaluation.startedAt ? <TimeAgo at={evaluation.startedAt} /> : '–'}</Item>
      <Item label="Ended">{evaluation.endedAt ? <TimeAgo at={evaluation.endedAt} /> : '–'}</Item>
      <Item label="Training, all folds">{sum('trainSeconds')}</Item>
      <Item label="Validation, all folds">{sum('validSeconds')}</Item>
      <Item label="Test, all folds">{sum('testSeconds')}</Item>
      <Item label="Processor time">{sum('cpuSeconds')}</Item>
      <Item label="Peak memory">{memoryWords(peaks.length > 0 ? Math.max(...peaks) : null)}</Item>
      <Item label="Submission id">
        <code>{submission.id}</code>
      </Item>
      <Item label="Evaluation id">
        <code>{evaluation.id}</code>
      </Item>
    </DataList>
  );
}

const Item = ({ label, children }: { label: string; children: ReactNode }) => (
  <DataList.Item>
    <DataList.ItemLabel>{label}</DataList.ItemLabel>
    <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{children}</DataList.ItemValue>
  </DataList.Item>
);
