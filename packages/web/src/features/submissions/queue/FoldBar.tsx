import type { FoldRunState } from '../../../gql/graphql.ts';
import classes from './FoldBar.module.css';
import { countFolds, foldWords } from './queue-words.ts';

const parts = ['scored', 'running', 'failed', 'waiting'] as const;

/** How far an evaluation's folds are, as a bar with a sentence for whoever cannot see it. */
export function FoldBar({ states }: { states: readonly FoldRunState[] }) {
  const counts = countFolds(states);
  const words = foldWords(counts);
  return (
    <div className={classes['bar']} role="img" aria-label={words} title={words} data-testid="fold-bar">
      {parts.map((part) =>
        counts[part] > 0 ? <div key={part} className={classes[part]} style={{ flexGrow: counts[part] }} /> : null,
      )}
    </div>
  );
}
