import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../../app/paths.ts';
import { graphql } from '../../../gql/gql.ts';
import type { QueueTable_SubmissionFragment } from '../../../gql/graphql.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import { EvaluationBadge } from '../EvaluationBadge.tsx';
import { runningDetail } from '../evaluation-progress.ts';
import { reasonWords } from '../failure-words.ts';
import { SubmissionActions } from '../SubmissionActions.tsx';
import { FoldBar } from './FoldBar.tsx';
import classes from './QueueTable.module.css';
import { troubleWords, turnWords } from './queue-words.ts';

graphql(`
  fragment QueueTable_submission on Submission {
    id
    name
    submittedAt
    ...SubmissionActions_submission
    team {
      id
      name
    }
    event {
      id
      slug
      title
    }
    evaluation {
      id
      state
      kind
      endedAt
      aheadInQueue
      startsInSeconds
      endsInSeconds
      failure {
        reason
        foldIndex
        message
      }
      foldRuns {
        id
        foldIndex
        state
        faultDetail
      }
    }
  }
`);

interface Props {
  rows: readonly QueueTable_SubmissionFragment[];
  hasEvents: boolean;
  onTeam: (teamId: string) => void;
}

/** One line per submission: where it stands, how far its folds are, and what can be done about it. */
export function QueueTable({ rows, hasEvents, onTeam }: Props) {
  return (
    <DataTable label="Queue">
      <thead>
        <tr>
          <th scope="col">submission</th>
          <th scope="col">
            <span className={classes['hidden']}>actions</span>
          </th>
          <th scope="col">team</th>
          {hasEvents && <th scope="col">event</th>}
          <th scope="col">state</th>
          <th scope="col">folds</th>
          <th scope="col">what next</th>
          <th scope="col" data-numeric>
            submitted
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} hasEvents={hasEvents} onTeam={onTeam} />
        ))}
      </tbody>
    </DataTable>
  );
}

function Row({ row, hasEvents, onTeam }: { row: QueueTable_SubmissionFragment } & Omit<Props, 'rows'>) {
  const { evaluation, team, event, standing } = row;
  const states = evaluation.foldRuns.map(({ state }) => state);
  const detail = evaluation.failure
    ? `· ${reasonWords(evaluation.failure.reason)}`
    : runningDetail(evaluation.state, states);
  return (
    <tr data-testid="queue-row" data-submission-id={row.id} data-state={evaluation.state}>
      <th scope="row" className={classes['first']} title={row.name}>
        <Link to={paths.submission(row.id)} className={classes['name']}>
          {row.name}
        </Link>
      </th>
      <td>
        <SubmissionActions submission={row} size="sm" label={`What can be done to ${row.name}`} />
      </td>
      <td className={classes['team']} title={`Only ${team.name}`}>
        <Anchor component="button" type="button" size="sm" onClick={() => onTeam(team.id)}>
          {team.name}
        </Anchor>
      </td>
      {hasEvents && (
        <td className={classes['team']} title={event.title}>
          <Anchor component={Link} size="sm" to={paths.eventQueue(event.slug)}>
            {event.title}
          </Anchor>
        </td>
      )}
      <td>
        <EvaluationBadge state={evaluation.state} detail={detail} testId="queue-state" />
      </td>
      <td>
        <FoldBar states={states} />
      </td>
      <td className={classes['message']} title={troubleWords(evaluation) ?? ''}>
        {standing !== 'COUNTED' && `${standing.toLowerCase()} · `}
        {evaluation.kind !== 'LIVE' && `${evaluation.kind.toLowerCase()} · `}
        <Outlook evaluation={evaluation} />
      </td>
      <td data-numeric className={classes['when']}>
        <TimeAgo at={row.submittedAt} />
      </td>
    </tr>
  );
}

function Outlook({ evaluation }: { evaluation: QueueTable_SubmissionFragment['evaluation'] }) {
  if (!isEvaluationEnded(evaluation.state)) return turnWords(evaluation) ?? 'almost done';
  const trouble = troubleWords(evaluation);
  if (trouble !== null) return trouble;
  return evaluation.endedAt ? (
    <>
      ended <TimeAgo at={evaluation.endedAt} />
    </>
  ) : (
    '–'
  );
}
