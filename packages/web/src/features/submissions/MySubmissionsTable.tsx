import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { MySubmissionsTable_SubmissionFragment } from '../../gql/graphql.ts';
import { fullScore, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { durationWords, memoryWords } from '../../lib/time-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { EvaluationBadge } from './EvaluationBadge.tsx';
import { runningDetail } from './evaluation-progress.ts';
import { meanAndStd, scoreValue, sumKnown } from './evaluation-scores.ts';
import { FinalCounter } from './FinalCounter.tsx';
import { FollowSubmission } from './FollowSubmission.tsx';
import { reasonWords } from './failure-words.ts';
import classes from './MySubmissionsTable.module.css';
import { useFinalChoice } from './use-final-choice.ts';

graphql(`
  fragment MySubmissionsTable_submission on Submission {
    id
    name
    submittedAt
    officialScore
    standing
    isSelected
    canSelect
    author {
      id
      username
    }
    evaluation {
      id
      state
      foldRuns {
        ...FoldGrid_foldRun
      }
    }
  }
`);

interface Props {
  submissions: readonly MySubmissionsTable_SubmissionFragment[];
  official: ScoreFormat;
  /** Where several submit, the table says who did. */
  showsAuthors: boolean;
  /** Null where the event chooses for the final by itself. */
  final: {
    max: number;
    phase: string;
    closesAt: string;
    team: { id: string; selectedIds?: readonly string[] | null };
  } | null;
}

/** The team's submissions; those still on their way are followed live. */
export function MySubmissionsTable({ submissions, official, showsAuthors, final }: Props) {
  const choice = useFinalChoice(final?.team ?? { id: '' });
  const isFull = choice.selectedIds.length >= (final?.max ?? 0);
  const best = bestOf(submissions, official);
  return (
    <>
      {submissions
        .filter(({ evaluation }) => !isEvaluationEnded(evaluation.state))
        .map(({ id }) => (
          <FollowSubmission key={id} id={id} />
        ))}
      {final && <FinalCounter choice={choice} {...final} isClosed={final.phase === 'CLOSED'} />}
      <DataTable label="My submissions">
        <thead>
          <tr>
            <th scope="col">submission</th>
            {final && <th scope="col">final</th>}
            {showsAuthors && <th scope="col">sent by</th>}
            <th scope="col">state</th>
            <th scope="col" data-numeric>
              {official.name}
            </th>
            <th scope="col" data-numeric>
              mean ± std
            </th>
            <th scope="col" data-numeric>
              train
            </th>
            <th scope="col" data-numeric>
              memory
            </th>
            <th scope="col" data-numeric>
              submitted
            </th>
          </tr>
        </thead>
        <tbody>
          {submissions.map((submission) => (
            <Row key={submission.id} submission={submission} official={official} isBest={submission.id === best}>
              {final && (
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={`Select ${submission.name} for the final`}
                    checked={submission.isSelected === true}
                    disabled={
                      choice.isBusy ||
                      !submission.canSelect ||
                      (!submission.isSelected && (isFull || submission.standing !== 'COUNTED'))
                    }
                    onChange={() => choice.toggle(submission.id)}
                  />
                </td>
              )}
              {showsAuthors && <td>{submission.author.username}</td>}
            </Row>
          ))}
        </tbody>
      </DataTable>
    </>
  );
}

function Row(props: {
  submission: MySubmissionsTable_SubmissionFragment;
  official: ScoreFormat;
  isBest: boolean;
  children: ReactNode;
}) {
  const { submission, official, isBest } = props;
  const { state, foldRuns } = submission.evaluation;
  const reason = foldRuns.find((run) => run.reason)?.reason;
  const detail =
    runningDetail(
      state,
      foldRuns.map((run) => run.state),
    ) || (reason ? `· ${reasonWords(reason)}` : '');
  const spread = meanAndStd(foldRuns.map(({ scores }) => scoreValue(scores, official.name, 'valid')));
  const peaks = foldRuns.map((run) => run.peakMemoryMiB).filter((value) => value != null);
  return (
    <tr data-testid="submission-row" data-submission-id={submission.id}>
      <th scope="row">
        <Link to={paths.submission(submission.id)} className={classes['name']}>
          {submission.name}
        </Link>
        {isBest && <span className={classes['best']}>best</span>}
      </th>
      {props.children}
      <td>
        <EvaluationBadge state={state} detail={detail} testId="evaluation-state" />
      </td>
      <td data-numeric className={classes['official']} title={fullScore(submission.officialScore)}>
        {scoreWords(submission.officialScore, official)}
      </td>
      <td data-numeric>
        {spread ? `${scoreWords(spread.mean, official)} ± ${scoreWords(spread.std, official)}` : '–'}
      </td>
      <td data-numeric>{durationWords(sumKnown(foldRuns.map((run) => run.trainSeconds)))}</td>
      <td data-numeric>{memoryWords(peaks.length > 0 ? Math.max(...peaks) : null)}</td>
      <td data-numeric className={classes['when']}>
        <TimeAgo at={submission.submittedAt} />
      </td>
    </tr>
  );
}

function bestOf(submissions: Props['submissions'], { isLowerTheBetter }: ScoreFormat): string | undefined {
  const sign = isLowerTheBetter ? -1 : 1;
  let best: Props['submissions'][number] | undefined;
  // Newest first; of two equal ones the earlier ranks higher.
  for (const one of submissions) {
    if (
      one.officialScore != null &&
      (best?.officialScore == null || sign * (one.officialScore - best.officialScore) >= 0)
    ) {
      best = one;
    }
  }
  return best?.id;
}
