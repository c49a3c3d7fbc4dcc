import { Button } from '@mantine/core';
import { IconTrophy, IconTrophyFilled } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import type { FinalSwitch_SubmissionFragment } from '../../gql/graphql.ts';
import { FinalCounter } from './FinalCounter.tsx';
import { useFinalChoice } from './use-final-choice.ts';

graphql(`
  fragment FinalSwitch_submission on Submission {
    id
    isSelected
    canSelect
    team {
      id
      selectedIds
    }
    event {
      id
      phase
      closesAt
      finalSelectionMax
    }
  }
`);

/** Chooses one submission for the final, on its own page; nothing where its event lets nobody choose. */
export function FinalSwitch({ submission }: { submission: FinalSwitch_SubmissionFragment }) {
  const choice = useFinalChoice(submission.team);
  const { finalSelectionMax: max, closesAt, phase } = submission.event;
  if (max == null || submission.team.selectedIds == null) return null;
  const isFull = choice.selectedIds.length >= max;
  return (
    <div>
      {submission.canSelect && (
        <Button
          size="xs"
          mb="xs"
          variant={submission.isSelected ? 'light' : 'default'}
          leftSection={submission.isSelected ? <IconTrophyFilled size={14} /> : <IconTrophy size={14} />}
          aria-pressed={submission.isSelected === true}
          loading={choice.isBusy}
          disabled={isFull && !submission.isSelected}
          onClick={() => choice.toggle(submission.id)}
        >
          {submission.isSelected ? 'Selected for the final' : 'Select for the final'}
        </Button>
      )}
      <FinalCounter choice={choice} max={max} closesAt={closesAt} isClosed={phase === 'CLOSED'} />
    </div>
  );
}
