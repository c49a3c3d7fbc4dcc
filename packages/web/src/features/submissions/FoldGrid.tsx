import { Group, SegmentedControl, Title } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { FoldGrid_FoldRunFragment } from '../../gql/graphql.ts';
import { directionWords, type ScoreFormat } from '../../lib/score-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { hasTestScores } from './evaluation-scores.ts';
import classes from './FoldGrid.module.css';
import { FoldRow } from './FoldRow.tsx';

graphql(`
  fragment FoldGrid_foldRun on FoldRun {
    id
    foldIndex
    state
    attempt
    reason
    trainSeconds
    validSeconds
    testSeconds
    cpuSeconds
    peakMemoryMiB
    scores {
      scoreType
      step
      value
    }
  }
`);

/** One row per fold; cells fill as the reports of the workers arrive. */
export function FoldGrid(props: { foldRuns: readonly FoldGrid_FoldRunFragment[]; scoreTypes: readonly ScoreFormat[] }) {
  const { foldRuns, scoreTypes } = props;
  const [chosen, setChosen] = useState(scoreTypes[0]?.name ?? '');
  const type = scoreTypes.find(({ name }) => name === chosen) ?? scoreTypes[0];
  if (!type) return null;
  const hasTest = foldRuns.some(({ scores }) => hasTestScores(scores));
  return (
    <section>
      <Group justify="space-between" mb="xs" mih={30} gap="xs">
        <Title order={3}>Folds</Title>
        {scoreTypes.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Score type"
            data={scoreTypes.map(({ name }) => name)}
            value={type.name}
            onChange={setChosen}
          />
        )}
      </Group>
      <DataTable label="Folds">
        <thead>
          <tr>
            <th scope="col" className={classes['fold']}>
              fold
            </th>
            <th scope="col">state</th>
            <th scope="col" data-numeric className={classes['figure']}>
              train
            </th>
            <th scope="col" data-numeric className={classes['figure']} title={`${type.name}, ${directionWords(type)}`}>
              valid
            </th>
            {hasTest && (
              <th scope="col" data-numeric className={classes['figure']}>
                test
              </th>
            )}
            <th scope="col" data-numeric className={classes['figure']}>
              seconds
            </th>
            <th scope="col" data-numeric className={classes['figure']}>
              memory
            </th>
          </tr>
        </thead>
        <tbody>
          {foldRuns.map((run) => (
            <FoldRow key={run.id} run={run} type={type} hasTest={hasTest} />
          ))}
        </tbody>
      </DataTable>
    </section>
  );
}
