import { fullScore, type ScoreFormat } from '../../lib/score-words.ts';
import { dateTimeWords, durationWords } from '../../lib/time-words.ts';
import { ChartTip } from '../../ui/ChartTip.tsx';
import type { Point } from './chart-figures.ts';

/** What a point of a chart is about, on hover. */
export function PointTip({ point, scoreType }: { point: Point | undefined; scoreType: ScoreFormat }) {
  if (point === undefined) return null;
  return (
    <ChartTip>
      <b>{point.submissionName}</b> by {point.teamName}
      {point.isMine && ' (you)'}
      <div>
        {scoreType.name} {fullScore(point.value)}
      </div>
      <div>
        {dateTimeWords(point.submittedAt)} · trained {durationWords(point.trainSeconds)}
      </div>
    </ChartTip>
  );
}
