import { useQuery } from '@apollo/client/react';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import { Group, SegmentedControl, Skeleton } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { FoldRunState } from '../../gql/graphql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { LiveMark } from '../../ui/LiveMark.tsx';
import { FoldLog } from './FoldLog.tsx';
import classes from './SubmissionLog.module.css';

// Whether the viewer may read logs is asked when the tab is opened; the logs themselves come fold by fold.
const LOG_ACCESS = graphql(`
  query SubmissionLogAccess($id: ID!) {
    submission(id: $id) {
      id
      evaluation {
        id
        foldRuns {
          id
          isLogHidden
        }
      }
    }
  }
`);

interface Props {
  id: string;
  foldRuns: readonly { id: string; foldIndex: number; state: FoldRunState }[];
}

/** What the code printed, fold by fold; or why the viewer may not read it. */
export function SubmissionLog({ id, foldRuns }: Props) {
  const { data, error, refetch } = useQuery(LOG_ACCESS, { variables: { id }, fetchPolicy: 'cache-and-network' });
  // Begins with the first failing fold, and stays where it is when another one fails: someone reads here.
  const [fold, setFold] = useState(() => foldRuns.find(hasFailed)?.foldIndex ?? 0);

  const access = data?.submission?.evaluation.foldRuns;
  if (error && !access)
    return <ErrorBox error={error} title="The log could not be read" onRetry={() => void refetch()} />;
  if (!access) return <Skeleton h={160} />;
  const run = foldRuns.find(({ foldIndex }) => foldIndex === fold);
  if (!run)
    return <Hidden title="This log is its team’s">Only the team that sent it and the organisers read it.</Hidden>;
  if (access.some(({ isLogHidden }) => isLogHidden)) {
    return (
      <Hidden title="The log is hidden">
        This problem has private data, and what code prints could carry some of it out. Run the kit on your machine to
        see what your code prints; the organisers can open logs for an event.
      </Hidden>
    );
  }
  return (
    <div>
      <Group justify="space-between" gap="xs" mb="sm" wrap="nowrap" mih={30}>
        <div className={classes['folds']}>
          {foldRuns.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label="Fold"
              value={String(run.foldIndex)}
              onChange={(value) => setFold(Number(value))}
              data={foldRuns.map(({ foldIndex }) => ({ value: String(foldIndex), label: `fold ${foldIndex + 1}` }))}
            />
          )}
        </div>
        {!isFoldRunEnded(run.state) && <LiveMark />}
      </Group>
      <FoldLog key={run.id} id={run.id} foldIndex={run.foldIndex} state={run.state} />
    </div>
  );
}

const hasFailed = ({ state }: { state: FoldRunState }) => isFoldRunEnded(state) && state !== 'SCORED';

const Hidden = ({ title, children }: { title: string; children: string }) => (
  <Empty icon={<IconEyeOff size={28} stroke={1.5} />} title={title}>
    {children}
  </Empty>
);
