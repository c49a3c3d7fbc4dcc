import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { scoreRange } from '../../lib/score-range.ts';
import { directionArrow, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { colours, tick } from '../../ui/chart-colours.ts';
import { CurveTip } from './CurveTip.tsx';
import { type Curve, type CurveRow, drawnScores, foldsShownMax } from './curve-figures.ts';

interface Props {
  rows: readonly CurveRow[];
  folds: Curve['folds'];
  scoreType: ScoreFormat;
  /** The score of the best submission alone, as a line to compare with. */
  single: number | null;
  nameOf: (submissionId: string) => string;
}

/** Scores against the number of members, better ones always higher up: a thick line for all folds, a thin one for each. */
export function CurveChart({ rows, folds, scoreType, single, nameOf }: Props) {
  const { low, high } = scoreRange([...drawnScores(rows), ...(single === null ? [] : [single])], scoreType);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...rows]} margin={{ top: 8, right: 16, bottom: 16, left: 4 }}>
        <CartesianGrid stroke="var(--db-line)" />
        <XAxis
          dataKey="size"
          type="number"
          domain={[1, 'dataMax']}
          allowDecimals={false}
          tick={tick}
          stroke="var(--db-line-strong)"
          label={{ value: 'members in each fold’s ensemble', position: 'insideBottom', offset: -10, ...tick }}
        />
        <YAxis
          type="number"
          domain={[low, high]}
          allowDataOverflow
          reversed={scoreType.isLowerTheBetter}
          tickFormatter={(value: number) => scoreWords(value, scoreType, 1)}
          tick={tick}
          stroke="var(--db-line-strong)"
          width={64}
          label={{
            value: `${scoreType.name} ${directionArrow(scoreType)}`,
            angle: -90,
            position: 'insideLeft',
            ...tick,
          }}
        />
        <Tooltip
          cursor={{ stroke: 'var(--db-line-strong)' }}
          isAnimationActive={false}
          content={({ payload }) => (
            <CurveTip
              row={payload?.[0]?.payload as CurveRow | undefined}
              folds={folds}
              scoreType={scoreType}
              nameOf={nameOf}
            />
          )}
        />
        {folds.slice(0, foldsShownMax).map(({ foldIndex }, index) => (
          <Line
            key={foldIndex}
            dataKey={({ folds: values }: CurveRow) => values[index]}
            name={`fold ${foldIndex + 1}`}
            stroke="var(--db-muted)"
            strokeWidth={1}
            strokeOpacity={0.7}
            dot={{ r: 1.5, fill: 'var(--db-muted)', stroke: 'none' }}
            isAnimationActive={false}
          />
        ))}
        {single !== null && (
          <ReferenceLine
            y={single}
            stroke={colours.best}
            strokeDasharray="6 4"
            label={{ value: 'best single', position: 'insideBottomRight', ...tick }}
          />
        )}
        <Line
          dataKey="combined"
          name="all folds"
          stroke={colours.others}
          strokeWidth={3}
          dot={{ r: 3, fill: colours.others, stroke: 'none' }}
          connectNulls
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
