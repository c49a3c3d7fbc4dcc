import { useQuery } from '@apollo/client/react';
import { Alert, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconStack2 } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { useBoardChanges } from '../../lib/board-changes.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { EnsembleCurve } from './EnsembleCurve.tsx';
import { EnsembleScores } from './EnsembleScores.tsx';
import { MemberTable } from './MemberTable.tsx';

const ENSEMBLE = graphql(`
  query Ensemble($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      problem {
        id
        scoreTypes {
          name
          precision
          isLowerTheBetter
        }
      }
      board(first: 1) {
        rows {
          submissionId
          submissionName
          teamName
          scores {
            scoreType
            step
            value
          }
        }
      }
      blend {
        id
        state
        computedAt
        scoreType
        minImprovement
        candidateCount
        message
        combinedScores {
          scoreType
          step
          value
        }
        foldwiseBestScores {
          scoreType
          step
          value
        }
        curve {
          combined {
            size
            value
          }
          folds {
            foldIndex
            submissionIds
            values
          }
        }
        members {
          foldIndex
          weight
          places
          submission {
            id
            name
            isMine
            team {
              id
              name
            }
          }
        }
      }
    }
  }
`);

/** The blend of an event's submissions: what it scores, also as members are added, who is in it, and how much on each fold. */
export function EnsemblePage() {
  const { slug = '' } = useParams();
  const { data, error, loading, refetch } = useQuery(ENSEMBLE, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  useBoardChanges(slug, refetch);
  const event = data?.event;
  const blend = event?.blend;
  const scoreType = event?.problem.scoreTypes.find(({ name }) => name === blend?.scoreType);
  const isOfCurve = (score: { scoreType: string; step: string }) =>
    score.step === 'valid' && score.scoreType === scoreType?.name;
  const single = event?.board.rows[0]?.scores.find(isOfCurve)?.value ?? null;
  return (
    <Page title={event ? `Ensemble · ${event.title}` : 'Ensemble'} wide>
      <RefetchBar isBusy={loading && event != null} />
      {error && !event && (
        <ErrorBox error={error} title="The ensemble could not be read" onRetry={() => void refetch()} />
      )}
      {!event && !error && <Skeleton h={320} />}
      {event && (!blend || blend.computedAt === null) && (
        <Empty icon={<IconStack2 size={28} stroke={1.5} />} title="There is no ensemble yet">
          {blend?.state === 'WAITING'
            ? 'It is being computed.'
            : 'It is computed by itself once there are scores and they have been quiet for a moment.'}
        </Empty>
      )}
      {blend?.message && (
        <Alert color="amber" icon={<IconAlertCircle size={18} />} title="The newest scores are in no ensemble" mb="sm">
          {blend.message}
        </Alert>
      )}
      {event && blend?.computedAt && (
        <Stack gap="lg">
          <div>
            <Title order={2}>What it scores</Title>
            <Text size="sm" c="dimmed" mb="xs">
              Chosen from {blend.candidateCount} submissions by {blend.scoreType}, fold by fold
              {blend.minImprovement > 0 && `; a newcomer must improve it by ${blend.minImprovement}`} · computed{' '}
              <TimeAgo at={blend.computedAt} />
            </Text>
            <EnsembleScores blend={blend} scoreTypes={event.problem.scoreTypes} best={event.board.rows[0]} />
          </div>
          {scoreType && <EnsembleCurve blend={blend} scoreType={scoreType} single={single} />}
          <div>
            <Title order={2}>Members</Title>
            <Text size="sm" c="dimmed" mb="xs">
              The weight of each submission on each fold; those of a fold sum to 100 %. Contributivity is the mean.
            </Text>
            <MemberTable members={blend.members} />
          </div>
        </Stack>
      )}
    </Page>
  );
}
