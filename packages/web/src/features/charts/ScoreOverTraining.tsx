import { directionWords } from '../../lib/score-words.ts';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { durationAxis } from './chart-axes.ts';
import type { Chart } from './chart-figures.ts';
import { PointTable } from './PointTable.tsx';
import { ScoreChart } from './ScoreChart.tsx';

const rowsMax = 200;

/** What a score costs: each against its training time; beside it, those that nothing faster beats. */
export function ScoreOverTraining({ chart: { scoreType, points } }: { chart: Chart }) {
  const timed = points.filter(({ trainSeconds }) => trainSeconds != null);
  const byTime = timed.toSorted((a, b) => (a.trainSeconds ?? 0) - (b.trainSeconds ?? 0));
  const front: typeof byTime = [];
  for (const point of byTime) {
    const best = front.at(-1)?.value;
    if (best === undefined || (scoreType.isLowerTheBetter ? point.value < best : point.value > best)) front.push(point);
  }
  return (
    <ChartFrame
      title="Score against training time"
      words={`training time summed over folds; ${directionWords(scoreType)}, better is higher up; the table has those that nothing faster beats`}
      label={`${scoreType.name} against training time of ${timed.length} submissions`}
      chart={
        <ScoreChart
          points={timed}
          scoreType={scoreType}
          across={({ trainSeconds }) => trainSeconds ?? 0}
          axis={durationAxis(timed.map(({ trainSeconds }) => trainSeconds ?? 0))}
        />
      }
      table={<PointTable label="Best for their time" points={front.slice(0, rowsMax)} scoreType={scoreType} />}
    />
  );
}
