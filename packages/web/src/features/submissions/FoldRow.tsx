import { memo } from 'react';
import type { FoldGrid_FoldRunFragment, Step } from '../../gql/graphql.ts';
import { fullScore, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { durationWords, memoryWords } from '../../lib/time-words.ts';
import { EvaluationBadge } from './EvaluationBadge.tsx';
import { scoreValue, sumKnown } from './evaluation-scores.ts';
import classes from './FoldRow.module.css';
import { reasonWords } from './failure-words.ts';

interface Props {
  run: FoldGrid_FoldRunFragment;
  type: ScoreFormat;
  hasTest: boolean;
}

/** One fold: state, the chosen score on each step, and what it used. */
export const FoldRow = memo(function FoldRow({ run, type, hasTest }: Props) {
  const total = sumKnown([run.trainSeconds, run.validSeconds, run.testSeconds]);
  const parts = [
    `train ${durationWords(run.trainSeconds)}`,
    `valid ${durationWords(run.validSeconds)}`,
    `test ${durationWords(run.testSeconds)}`,
    `processor ${durationWords(run.cpuSeconds)}`,
  ].join('\n');
  return (
    <tr data-testid="fold-row" data-fold={run.foldIndex} data-state={run.state}>
      <th scope="row">{run.foldIndex + 1}</th>
      <td>
        <EvaluationBadge state={run.state} {...(run.reason ? { detail: `· ${reasonWords(run.reason)}` } : {})} />
      </td>
      <ScoreCell run={run} type={type} step="train" />
      <ScoreCell run={run} type={type} step="valid" />
      {hasTest && <ScoreCell run={run} type={type} step="test" />}
      <td data-numeric title={parts}>
        <Cell text={durationWords(total)} />
      </td>
      <td data-numeric>
        <Cell text={memoryWords(run.peakMemoryMiB)} />
      </td>
    </tr>
  );
});

function ScoreCell({ run, type, step }: { run: FoldGrid_FoldRunFragment; type: ScoreFormat; step: Step }) {
  const value = scoreValue(run.scores, type.name, step);
  return (
    <td
      data-numeric
      title={value === undefined ? '' : fullScore(value)}
      className={step === 'valid' ? classes['main'] : ''}
    >
      <Cell text={scoreWords(value, type)} />
    </td>
  );
}

// A new key mounts a new element: that is what fades a cell in when it fills, and only then.
const Cell = ({ text }: { text: string }) =>
  text === '–' ? (
    <span className={classes['blank']}>–</span>
  ) : (
    <span key={text} className={classes['filled']}>
      {text}
    </span>
  );
