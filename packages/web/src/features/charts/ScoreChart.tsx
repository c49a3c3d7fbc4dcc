import { useNavigate } from 'react-router';
import { CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from 'recharts';
import { paths } from '../../app/paths.ts';
import { scoreRange } from '../../lib/score-range.ts';
import { directionArrow, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { colours, tick } from '../../ui/chart-colours.ts';
import type { Axis } from './chart-axes.ts';
import type { Point } from './chart-figures.ts';
import { PointTip } from './PointTip.tsx';

interface Props {
  points: readonly Point[];
  scoreType: ScoreFormat;
  /** Where a point stands from left to right. */
  across: (point: Point) => number;
  axis: Axis;
  /** A line of the best score. */
  best?: { at: number; best: number }[];
}

/** Scores as points, better ones always higher up. A press on one opens its submission. */
export function ScoreChart({ points, scoreType, across, axis, best }: Props) {
  const navigate = useNavigate();
  const { low, high } = scoreRange(
    points.map(({ value }) => value),
    scoreType,
  );
  const data = points.map((point) => ({ at: across(point), value: point.value, point }));
  const open = (shape: unknown) => {
    const { payload } = shape as { payload?: { point?: Point } };
    if (payload?.point) void navigate(paths.submission(payload.point.submissionId));
  };
  const dots = (isMine: boolean) => data.filter(({ point }) => point.isMine === isMine);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart margin={{ top: 4, right: 16, bottom: 4, left: 4 }}>
        <CartesianGrid stroke="var(--db-line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={axis.domain}
          {...(axis.ticks === undefined ? {} : { ticks: axis.ticks })}
          tickFormatter={axis.words}
          tick={tick}
          stroke="var(--db-line-strong)"
          interval="equidistantPreserveStart"
          minTickGap={16}
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
            ...{ fontSize: 11, fill: 'var(--db-muted)' },
          }}
        />
        <Tooltip
          cursor={false}
          isAnimationActive={false}
          content={({ payload }) => (
            <PointTip
              point={payload?.map((item) => item.payload?.point as Point | undefined).find(Boolean)}
              scoreType={scoreType}
            />
          )}
        />
        {best && (
          <Scatter
            data={best}
            dataKey="best"
            line={{ stroke: colours.best, strokeWidth: 2 }}
            shape={() => <g />}
            isAnimationActive={false}
            tooltipType="none"
            name="best so far"
          />
        )}
        <Scatter
          data={dots(false)}
          dataKey="value"
          fill={colours.others}
          fillOpacity={0.65}
          isAnimationActive={false}
          onClick={open}
          name="others"
        />
        <Scatter
          data={dots(true)}
          dataKey="value"
          fill={colours.mine}
          shape="diamond"
          isAnimationActive={false}
          onClick={open}
          name="mine"
        />
      </ScatterChart>
    </ResponsiveContainer>
  );
}
