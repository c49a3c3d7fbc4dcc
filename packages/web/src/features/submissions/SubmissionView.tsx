import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { Group, Text, Title } from '@mantine/core';
import { graphql } from '../../gql/gql.ts';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { scoreWords } from '../../lib/score-words.ts';
import { Announcer } from '../../ui/Announcer.tsx';
import { Page } from '../../ui/Page.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { BaggedScores } from './BaggedScores.tsx';
import { CreditPrompt } from './CreditPrompt.tsx';
import { EvaluationBadge, stateWord } from './EvaluationBadge.tsx';
import { EvaluationStepper } from './EvaluationStepper.tsx';
import { runningDetail } from './evaluation-progress.ts';
import { FailureCard } from './FailureCard.tsx';
import { FinalSwitch } from './FinalSwitch.tsx';
import { FoldGrid } from './FoldGrid.tsx';
import { SubmissionActions } from './SubmissionActions.tsx';
import { SubmissionStanding } from './SubmissionStanding.tsx';
import { SubmissionTabs } from './SubmissionTabs.tsx';
import classes from './SubmissionView.module.css';

graphql(`
  fragment SubmissionLive_submission on Submission {
    id
    officialScore
    myBestBefore
    ...SubmissionActions_submission
    ...FinalSwitch_submission
    evaluation {
      id
      state
      createdAt
      startedAt
      endedAt
      aheadInQueue
      startsInSeconds
      baggedScores {
        scoreType
        step
        value
      }
      failure {
        ...FailureCard_failure
      }
      foldRuns {
        ...FoldGrid_foldRun
      }
    }
  }

  fragment SubmissionView_submission on Submission {
    ...SubmissionLive_submission
    name
    submittedAt
    isMine
    team {
      id
      name
    }
    author {
      id
      username
      displayName
    }
    files {
      path
      content
    }
    sources {
      path
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
    event {
      id
      slug
      title
      publicOpensAt
      officialScoreType {
        name
        precision
        isLowerTheBetter
      }
      problem {
        id
        number
        problemName
        elements {
          name
          fileName
          isPython
        }
        scoreTypes {
          name
          precision
          isLowerTheBetter
        }
      }
    }
  }
`);

/** The submission's page below the event's header. */
export function SubmissionView({ submission }: { submission: SubmissionView_SubmissionFragment }) {
  const { evaluation, event } = submission;
  const official = event.officialScoreType;
  const scoreTypes = [official, ...event.problem.scoreTypes.filter(({ name }) => name !== official.name)];
  const states = evaluation.foldRuns.map(({ state }) => state);
  const hasFailed = isEvaluationEnded(evaluation.state) && evaluation.state !== 'SCORED';
  const announcement =
    evaluation.state === 'SCORED'
      ? `${submission.name} is scored: ${official.name} ${scoreWords(submission.officialScore, official)}.`
      : `${submission.name} is ${stateWord(evaluation.state)}.`;
  return (
    <Page title={`${submission.name} · ${event.title}`} wide>
      <Announcer text={announcement} />
      <Group justify="space-between" gap="xs" mb="md">
        <div className={classes['titles']}>
          <Title order={2}>{submission.name}</Title>
          <Text size="sm" c="dimmed">
            {submission.isMine ? 'yours' : `by ${submission.team.name}`}
            {submission.author.username !== submission.team.name && `, by ${submission.author.username}`} · sent{' '}
            <TimeAgo at={submission.submittedAt} />
          </Text>
        </div>
        <Group gap="xs">
          <EvaluationBadge
            state={evaluation.state}
            detail={runningDetail(evaluation.state, states)}
            isLarge
            testId="evaluation-state"
          />
          <SubmissionActions submission={submission} />
        </Group>
      </Group>
      <SubmissionStanding submission={submission} />
      <FinalSwitch submission={submission} />
      <CreditPrompt submission={submission} />
      <EvaluationStepper
        state={evaluation.state}
        folds={states}
        aheadInQueue={evaluation.aheadInQueue ?? null}
        startsInSeconds={evaluation.startsInSeconds ?? null}
      />
      {evaluation.failure && <FailureCard state={evaluation.state} failure={evaluation.failure} />}
      <div className={classes['columns']} data-failed={hasFailed || undefined}>
        <FoldGrid foldRuns={evaluation.foldRuns} scoreTypes={scoreTypes} />
        {!hasFailed && <BaggedScores submission={submission} scoreTypes={scoreTypes} />}
      </div>
      <SubmissionTabs submission={submission} />
    </Page>
  );
}
