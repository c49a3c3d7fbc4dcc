import { IconCheck, IconX } from '@tabler/icons-react';
import type { EvaluationState, FoldRunState } from '../../gql/graphql.ts';
import classes from './EvaluationStepper.module.css';
import { progressSteps, queueWords } from './evaluation-progress.ts';

interface Props {
  state: EvaluationState;
  folds: readonly FoldRunState[];
  aheadInQueue: number | null;
  startsInSeconds: number | null;
}

/** The way of an evaluation with the stop where it stands. */
export function EvaluationStepper({ state, folds, aheadInQueue, startsInSeconds }: Props) {
  return (
    <div className={classes['frame']}>
      <ol className={classes['steps']} aria-label="Progress">
        {progressSteps(state, folds).map((step, index) => (
          <li
            key={step.word}
            data-status={step.status}
            {...(step.status === 'current' ? { 'aria-current': 'step' as const } : {})}
          >
            <span className={classes['dot']} aria-hidden="true">
              {step.status === 'done' && <IconCheck size={13} stroke={2.6} />}
              {step.status === 'failed' && <IconX size={13} stroke={2.6} />}
              {(step.status === 'waiting' || step.status === 'current') && index + 1}
            </span>
            <span>
              {step.word} {step.detail && <span className={classes['detail']}>{step.detail}</span>}
            </span>
          </li>
        ))}
      </ol>
      {state === 'NEW' && <p className={classes['wait']}>{queueWords(aheadInQueue, startsInSeconds)}</p>}
    </div>
  );
}
