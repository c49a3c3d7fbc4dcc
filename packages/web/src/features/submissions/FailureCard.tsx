import { IconBulb } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import type { EvaluationState, FailureCard_FailureFragment } from '../../gql/graphql.ts';
import { EvaluationBadge } from './EvaluationBadge.tsx';
import classes from './FailureCard.module.css';
import { reasonWords } from './failure-words.ts';

graphql(`
  fragment FailureCard_failure on Failure {
    reason
    foldIndex
    message
    exceptionMessage
    hint
    frames {
      fileName
      line
      functionName
      code
    }
  }
`);

type Frame = FailureCard_FailureFragment['frames'][number];

/** Why it failed: the participant's own innermost line first, what was said there, and what may help. */
export function FailureCard({ state, failure }: { state: EvaluationState; failure: FailureCard_FailureFragment }) {
  // The api sends frames as Python does, innermost last.
  const [innermost, ...callers] = [...failure.frames].reverse();
  return (
    <section className={classes['card']} aria-label="Failure" role="alert" data-testid="failure">
      <header className={classes['head']}>
        <EvaluationBadge state={state} detail={`· ${reasonWords(failure.reason)}, fold ${failure.foldIndex + 1}`} />
      </header>
      {innermost && <FrameView frame={innermost} />}
      <p className={classes['message']}>{failure.message}</p>
      {failure.exceptionMessage && failure.exceptionMessage !== failure.message && (
        <pre className={classes['exception']}>{failure.exceptionMessage}</pre>
      )}
      {failure.hint && (
        <p className={classes['hint']}>
          <IconBulb size={16} stroke={1.7} aria-hidden="true" /> {failure.hint}
        </p>
      )}
      {callers.length > 0 && (
        <details className={classes['callers']}>
          <summary>
            called from {callers.length} more {callers.length === 1 ? 'line' : 'lines'} of yours
          </summary>
          {callers.map((frame) => (
            <FrameView key={`${frame.fileName}:${frame.line}:${frame.functionName}`} frame={frame} />
          ))}
        </details>
      )}
    </section>
  );
}

const FrameView = ({ frame }: { frame: Frame }) => (
  <div className={classes['frame']}>
    <span>
      {frame.fileName}, line {frame.line}, in {frame.functionName}
    </span>
    <pre>
      <b aria-hidden="true">{frame.line}</b>
      <code>{frame.code.trim()}</code>
    </pre>
  </div>
);
