import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconLoader2,
  IconPlugConnectedX,
  IconStack2,
} from '@tabler/icons-react';
import type { EvaluationState, FoldRunState } from '../../gql/graphql.ts';
import classes from './EvaluationBadge.module.css';

type Tone = 'waiting' | 'busy' | 'good' | 'bad' | 'ours';

interface Look {
  word: string;
  tone: Tone;
  Icon: typeof IconClock;
}

/** The only place that turns a state of an evaluation or a fold run into a word, an icon and a colour. */
const looks: Record<EvaluationState | FoldRunState, Look> = {
  NEW: { word: 'queued', tone: 'waiting', Icon: IconClock },
  RUNNING: { word: 'running', tone: 'busy', Icon: IconLoader2 },
  BAGGING: { word: 'bagging', tone: 'busy', Icon: IconStack2 },
  TRAINING: { word: 'training', tone: 'busy', Icon: IconLoader2 },
  TRAINED: { word: 'trained', tone: 'busy', Icon: IconLoader2 },
  VALIDATED: { word: 'validated', tone: 'busy', Icon: IconLoader2 },
  TESTED: { word: 'tested', tone: 'busy', Icon: IconLoader2 },
  SCORED: { word: 'scored', tone: 'good', Icon: IconCircleCheck },
  TRAINING_ERROR: { word: 'failed in training', tone: 'bad', Icon: IconCircleX },
  VALIDATING_ERROR: { word: 'failed in validation', tone: 'bad', Icon: IconCircleX },
  TESTING_ERROR: { word: 'failed in testing', tone: 'bad', Icon: IconAlertTriangle },
  CHECKING_ERROR: { word: 'platform fault', tone: 'ours', Icon: IconPlugConnectedX },
  CANCELLED: { word: 'cancelled', tone: 'waiting', Icon: IconBan },
};

/** The word for a state, for sentences and titles. */
export const stateWord = (state: EvaluationState | FoldRunState): string => looks[state].word;

interface Props {
  state: EvaluationState | FoldRunState;
  /** Follows the word: "5/8". */
  detail?: string;
  isLarge?: boolean;
  testId?: string;
}

/** A state as icon and word in its colour. */
export function EvaluationBadge({ state, detail, isLarge, testId }: Props) {
  const { word, tone, Icon } = looks[state];
  return (
    <span
      className={classes['badge']}
      data-tone={tone}
      data-state={state}
      data-large={isLarge || undefined}
      data-spinning={Icon === IconLoader2 || undefined}
      data-testid={testId}
    >
      <Icon size={isLarge ? 17 : 15} stroke={1.9} aria-hidden="true" />
      {word}
      {detail ? ` ${detail}` : ''}
    </span>
  );
}
