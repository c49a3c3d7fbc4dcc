import { Text } from '@mantine/core';
import type { CheckedRunFragment, Step } from '../../gql/graphql.ts';
import { type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { meanOf } from './mean-of.ts';

interface Props {
  scoreTypes: readonly ScoreFormat[];
  runs: readonly { label: string; run: CheckedRunFragment }[];
}

const steps: Step[] = ['train', 'valid', 'test'];

/** Scores of a kit check: means over folds, and bagged over folds where there are such. */
export function CheckedScores({ scoreTypes, runs }: Props) {
  const rows = runs.flatMap(({ label, run }) => [
    ...steps.map((step) => ({ label, step: `${step}, mean`, values: valuesOf(run, step, scoreTypes, false) })),
    ...steps.map((step) => ({ label, step: `${step}, bagged`, values: valuesOf(run, step, scoreTypes, true) })),
  ]);
  const shown = rows.filter(({ values }) => values.some((value) => value !== undefined));
  const failures = runs.filter(({ run }) => run.message);
  return (
    <>
      {shown.length > 0 && (
        <DataTable label="Scores of the kit check">
          <thead>
            <tr>
              <th scope="col">what was run</th>
              <th scope="col">step</th>
              {scoreTypes.map(({ name }) => (
                <th key={name} scope="col" data-numeric>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ label, step, values }) => (
              <tr key={`${label} ${step}`}>
                <th scope="row">{label}</th>
                <td>{step}</td>
                {scoreTypes.map((type, index) => (
                  <td key={type.name} data-numeric>
                    {scoreWords(values[index], type)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {failures.map(({ label, run }) => (
        <Text key={label} size="sm" style={{ overflowWrap: 'anywhere' }}>
          <strong>{label}:</strong> {run.failedFold == null ? '' : `fold ${run.failedFold}: `}
          {run.message}
        </Text>
      ))}
    </>
  );
}

/** By score type; undefined where nothing was scored, null where it is not finite. */
const valuesOf = (run: CheckedRunFragment, step: Step, scoreTypes: readonly ScoreFormat[], isBagged: boolean) =>
  scoreTypes.map(({ name }) =>
    meanOf(
      run.scores
        .filter((score) => score.step === step && score.scoreType === name && (score.foldIndex == null) === isBagged)
        .map(({ value }) => value ?? null),
    ),
  );
