import { useQuery } from '@apollo/client/react';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { FoldRunState } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import classes from './SubmissionLog.module.css';

// Read apart from the page: logs are long, and only those who open the tab want them.
const LOGS = graphql(`
  query SubmissionLogs($id: ID!) {
    submission(id: $id) {
      id
      evaluation {
        id
        foldRuns {
          id
          foldIndex
          log
        }
      }
    }
  }
`);

interface Props {
  id: string;
  foldRuns: readonly { foldIndex: number; state: FoldRunState }[];
}

/** What the code printed on each fold. */
export function SubmissionLog({ id, foldRuns }: Props) {
  const { data, error, refetch } = useQuery(LOGS, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const failing = foldRuns.find(({ state }) => isFoldRunEnded(state) && state !== 'SCORED');
  const [fold, setFold] = useState(String(failing?.foldIndex ?? 0));
  const endedCount = foldRuns.filter(({ state }) => isFoldRunEnded(state)).length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each fold that ends leaves a log to read
  useEffect(() => {
    void refetch().catch(() => undefined);
  }, [endedCount, refetch]);

  const runs = data?.submission?.evaluation.foldRuns;
  if (error && !runs)
    return <ErrorBox error={error} title="The log could not be read" onRetry={() => void refetch()} />;
  if (!runs) return <Skeleton h={160} />;
  const log = runs.find(({ foldIndex }) => String(foldIndex) === fold)?.log;
  return (
    <div>
      {runs.length > 1 && (
        <div className={classes['folds']}>
          <SegmentedControl
            size="xs"
            aria-label="Fold"
            value={fold}
            onChange={setFold}
            data={runs.map(({ foldIndex }) => ({ value: String(foldIndex), label: `fold ${foldIndex + 1}` }))}
          />
        </div>
      )}
      {log ? (
        <pre className={classes['log']}>
          {log
            .replace(/\n$/, '')
            .split('\n')
            .map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a log have no other name than their number
              <span key={index}>
                {line}
                {'\n'}
              </span>
            ))}
        </pre>
      ) : (
        <Text size="sm" c="dimmed">
          {log === '' ? 'Nothing was printed on this fold.' : 'No log to show for this fold.'}
        </Text>
      )}
    </div>
  );
}
