import { isFoldRunActive, isFoldRunEnded } from '@databoard/shared/fold-run-state';
import { Skeleton, Text } from '@mantine/core';
import { IconScissors } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FoldRunState } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { rowsOf } from './fold-log-view.ts';
import { LogLines } from './LogLines.tsx';
import classes from './SubmissionLog.module.css';
import { useFoldLog } from './use-fold-log.ts';

/** What the code printed on one fold, live while it runs. */
export function FoldLog({ id, foldIndex, state }: { id: string; foldIndex: number; state: FoldRunState }) {
  const { view, error, retry } = useFoldLog(id);
  const isGrowing = !view.isEnd && !isFoldRunEnded(state);
  const rows = useMemo(() => rowsOf(view), [view]);
  if (error) return <ErrorBox error={error} title="The log could not be read" onRetry={retry} />;
  if (view.attempt === null) return <Skeleton h={160} />;
  return (
    <div data-testid="log" data-ended={view.isEnd || undefined}>
      {view.attempt > 1 && (
        <Text size="sm" c="dimmed" mb="xs">
          Attempt {view.attempt}: the platform lost the one before, and its log with it.
        </Text>
      )}
      {rows.length > 0 ? (
        <LogLines rows={rows} label={`Log of fold ${foldIndex + 1}`} isGrowing={isGrowing} />
      ) : (
        <Text size="sm" c="dimmed">
          {emptyWords(state, view.isEnd)}
        </Text>
      )}
      {view.notice && (
        <p className={classes['notice']} role="note">
          <IconScissors size={16} stroke={1.7} aria-hidden="true" /> {view.notice}
        </p>
      )}
    </div>
  );
}

function emptyWords(state: FoldRunState, isEnd: boolean): string {
  if (state === 'CANCELLED') return 'This fold was stopped before it printed anything.';
  if (isEnd || isFoldRunEnded(state)) return 'Nothing was printed on this fold.';
  if (isFoldRunActive(state)) return 'Nothing was printed so far. Lines show here as they come.';
  return 'This fold waits for a worker. Lines show here as they come.';
}
