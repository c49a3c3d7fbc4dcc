import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { EnsembleQuery } from '../../gql/graphql.ts';
import { fullScore, scoreChange, scoreWords } from '../../lib/score-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';

type Event = NonNullable<EnsembleQuery['event']>;
type Blend = NonNullable<Event['blend']>;

interface Props {
  blend: Blend;
  scoreTypes: Event['problem']['scoreTypes'];
  /** The first row of the public board. */
  best: Event['board']['rows'][number] | undefined;
}

const stepWords = { valid: 'validation', test: 'test', train: 'training' } as const;

/** The ensemble's scores beside those of each fold's best submission alone, and of the board's first row. */
export function EnsembleScores({ blend, scoreTypes, best }: Props) {
  return (
    <DataTable label="Scores of the ensemble">
      <thead>
        <tr>
          <th scope="col">score</th>
          <th scope="col" data-numeric>
            ensemble
          </th>
          <th scope="col" data-numeric title="on every fold the submission that is best there, alone">
            best of each fold
          </th>
          <th scope="col" data-numeric>
            best single
          </th>
          <th scope="col" data-numeric title="ensemble against the best single submission">
            gain
          </th>
        </tr>
      </thead>
      <tbody>
        {blend.combinedScores.map(({ scoreType, step, value }) => {
          const type = scoreTypes.find(({ name }) => name === scoreType);
          if (type === undefined) return null;
          const is = (score: { scoreType: string; step: string }) =>
            score.scoreType === scoreType && score.step === step;
          const foldwise = blend.foldwiseBestScores.find(is)?.value;
          const single = best?.scores.find(is)?.value;
          const gain = value == null || single == null ? null : scoreChange(value, single, type);
          return (
            <tr key={`${step} ${scoreType}`} data-testid="ensemble-score">
              <th scope="row">
                {stepWords[step]} {scoreType}
              </th>
              <td data-numeric title={fullScore(value)}>
                <b>{scoreWords(value, type, 1)}</b>
              </td>
              <td data-numeric title={fullScore(foldwise)}>
                {scoreWords(foldwise, type, 1)}
              </td>
              <td data-numeric title={fullScore(single)}>
                {best && single != null ? (
                  <Anchor
                    component={Link}
                    to={paths.submission(best.submissionId)}
                    inherit
                    title={`${best.submissionName} by ${best.teamName}`}
                  >
                    {scoreWords(single, type, 1)}
                  </Anchor>
                ) : (
                  '–'
                )}
              </td>
              <td data-numeric>{gain === null ? '–' : `${gain.words} ${gain.verdict}`}</td>
            </tr>
          );
        })}
      </tbody>
    </DataTable>
  );
}
