import { useQuery } from '@apollo/client/react';
import { Anchor, Skeleton, Text, Title } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { ProblemBoardQuery } from '../../gql/graphql.ts';
import { directionWords, fullScore, scoreWords } from '../../lib/score-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import classes from './BoardTable.module.css';

const PROBLEM_BOARD = graphql(`
  query ProblemBoard($name: String!, $first: Int!, $offset: Int!) {
    problem(name: $name) {
      id
      name
      title
      board(first: $first, offset: $offset) {
        totalCount
        scoreType {
          name
          precision
          isLowerTheBetter
        }
        events {
          id
          slug
          title
        }
        rows {
          submissionId
          rank
          isTied
          submissionName
          teamName
          eventSlug
          eventTitle
          isMine
          value
          submittedAt
        }
      }
    }
  }
`);

const pageSize = 100;

/** The public boards of all events on a problem as one. */
export function ProblemBoardPage({ notFound }: { notFound: ReactNode }) {
  const { name = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const offset = Math.max(0, Math.floor(Number(params.get('offset') ?? 0)) || 0);
  const { data, error, refetch } = useQuery(PROBLEM_BOARD, {
    variables: { name, first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
  });
  const problem = data?.problem;
  if (problem === null) return notFound;
  return (
    <Page title={problem ? `Board · ${problem.title}` : 'Board'} wide>
      {error && !problem && (
        <ErrorBox error={error} title="The board could not be read" onRetry={() => void refetch()} />
      )}
      {!problem && !error && <Skeleton h={320} />}
      {problem && (
        <>
          <Title order={1}>
            <Anchor component={Link} to={paths.problem(problem.name)} inherit>
              {problem.title}
            </Anchor>
          </Title>
          <Content board={problem.board} />
          <Pager
            offset={offset}
            pageSize={pageSize}
            totalCount={problem.board.totalCount}
            onMove={(to) => setParams(to === 0 ? {} : { offset: String(to) })}
          />
        </>
      )}
    </Page>
  );
}

type Board = NonNullable<ProblemBoardQuery['problem']>['board'];

function Content({ board: { scoreType, events, rows } }: { board: Board }) {
  if (scoreType == null || rows.length === 0) {
    return (
      <Empty icon={<IconChartBar size={28} stroke={1.5} />} title="No scored submission yet">
        Scores of every event on this problem meet here.
      </Empty>
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        Public scores of {events.length} {events.length === 1 ? 'event' : 'events'} by {scoreType.name};{' '}
        {directionWords(scoreType)}. Events may have run on different versions of the problem.
      </Text>
      <div className={classes['board']}>
        <DataTable label="Board across events">
          <thead>
            <tr>
              <th scope="col" data-numeric className={classes['rank']}>
                <abbr title="rank">#</abbr>
              </th>
              <th scope="col">team</th>
              <th scope="col">submission</th>
              <th scope="col" data-numeric className={classes['official']}>
                {scoreType.name}
              </th>
              <th scope="col">event</th>
              <th scope="col" data-numeric>
                submitted
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.submissionId} data-testid="problem-board-row" data-mine={row.isMine || undefined}>
                <td data-numeric className={classes['rank']}>
                  {row.isTied && <abbr title="tied">=</abbr>}
                  {row.rank}
                </td>
                <td>
                  {row.teamName}
                  {row.isMine && <span className={classes['you']}>you</span>}
                </td>
                <th scope="row">
                  <Link to={paths.submission(row.submissionId)} className={classes['name']}>
                    {row.submissionName}
                  </Link>
                </th>
                <td data-numeric className={classes['official']} title={fullScore(row.value)}>
                  {scoreWords(row.value, scoreType)}
                </td>
                <td>
                  <Anchor component={Link} to={paths.leaderboard(row.eventSlug)} inherit>
                    {row.eventTitle}
                  </Anchor>
                </td>
                <td data-numeric className={classes['when']}>
                  <TimeAgo at={row.submittedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
    </>
  );
}
