import { scoreRange } from '../../lib/score-range.ts';
import { directionWords } from '../../lib/score-words.ts';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { timeAxis } from './chart-axes.ts';
import { bestLine, type Chart } from './chart-figures.ts';
import { PointTable } from './PointTable.tsx';
import { ScoreChart } from './ScoreChart.tsx';

/** Each score when it was sent, with the line of the best so far; beside it, those that were the best. */
export function ScoreOverTime({ chart }: { chart: Chart }) {
  const { scoreType, points, bestSoFar, totalCount } = chart;
  const { outside } = scoreRange(
    points.map(({ value }) => value),
    scoreType,
  );
  const shown =
    points.length < totalCount
      ? `${points.length} of ${totalCount} submissions`
      : `${totalCount} ${totalCount === 1 ? 'submission' : 'submissions'}`;
  return (
    <ChartFrame
      title="Score over time"
      words={`${shown}; ${directionWords(scoreType)}, better is higher up; the line is the best so far${outside > 0 ? `; ${outside} far worse ones are below the frame` : ''}`}
      label={`${scoreType.name} of ${totalCount} submissions over time; the best rose in ${bestSoFar.length} steps`}
      chart={
        <ScoreChart
          points={points}
          scoreType={scoreType}
          across={({ submittedAt }) => Date.parse(submittedAt)}
          axis={timeAxis(points.map(({ submittedAt }) => Date.parse(submittedAt)))}
          best={bestLine(chart)}
        />
      }
      table={<PointTable label="Best so far" points={bestSoFar.toReversed()} scoreType={scoreType} />}
    />
  );
}
