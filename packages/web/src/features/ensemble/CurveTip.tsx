import { type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { ChartTip } from '../../ui/ChartTip.tsx';
import type { Curve, CurveRow } from './curve-figures.ts';

const foldsToldMax = 10;

interface Props {
  row: CurveRow | undefined;
  folds: Curve['folds'];
  scoreType: ScoreFormat;
  nameOf: (submissionId: string) => string;
}

/** What ensembles of one size score, and who came in last. */
export function CurveTip({ row, folds, scoreType, nameOf }: Props) {
  if (row === undefined) return null;
  const index = row.size - 1;
  return (
    <ChartTip>
      <b>{row.size === 1 ? 'the best of each fold alone' : `up to ${row.size} members`}</b>
      {row.combined !== null && <div>all folds: {scoreWords(row.combined, scoreType, 2)}</div>}
      {folds.slice(0, foldsToldMax).map(({ foldIndex, submissionIds, values }) => (
        <div key={foldIndex}>
          fold {foldIndex + 1}:{' '}
          {index < values.length
            ? `${scoreWords(values[index], scoreType, 2)} with ${nameOf(submissionIds[index] ?? '')}`
            : `stays at ${scoreWords(values.at(-1), scoreType, 2)}`}
        </div>
      ))}
      {folds.length > foldsToldMax && <div>and {folds.length - foldsToldMax} folds more</div>}
    </ChartTip>
  );
}
