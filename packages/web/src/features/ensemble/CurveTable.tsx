import { fullScore, type ScoreFormat, scoreChange, scoreWords } from '../../lib/score-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { type Curve, type CurveRow, foldsShownMax } from './curve-figures.ts';

interface Props {
  rows: readonly CurveRow[];
  folds: Curve['folds'];
  scoreType: ScoreFormat;
}

/** A curve as rows: one for each size, with what all folds score together, and each of them. */
export function CurveTable({ rows, folds, scoreType }: Props) {
  const shown = folds.slice(0, foldsShownMax);
  return (
    <DataTable label="Score as members are added">
      <thead>
        <tr>
          <th scope="col" data-numeric title="in each fold’s ensemble, or all that it chose, if fewer">
            members
          </th>
          <th scope="col" data-numeric title={`${scoreType.name} of all folds together`}>
            all folds
          </th>
          <th scope="col" data-numeric title="against the row above that has a score of all folds">
            change
          </th>
          {shown.map(({ foldIndex }) => (
            <th key={foldIndex} scope="col" data-numeric title={`${scoreType.name} of fold ${foldIndex + 1} alone`}>
              fold {foldIndex + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ size, combined, gain, folds: values }) => (
          <tr key={size} data-testid="curve-row">
            <th scope="row" data-numeric>
              {size}
            </th>
            <td data-numeric title={combined === null ? 'not computed at this size' : fullScore(combined)}>
              <b>{scoreWords(combined, scoreType, 1)}</b>
            </td>
            <td data-numeric>
              {gain === null ? '–' : scoreChange(combined ?? 0, (combined ?? 0) - gain, scoreType).words}
            </td>
            {shown.map(({ foldIndex, values: all }, index) => (
              <td
                key={foldIndex}
                data-numeric
                title={size > all.length ? `chose ${all.length}` : fullScore(values[index])}
              >
                {scoreWords(values[index], scoreType, 1)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
