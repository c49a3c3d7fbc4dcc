import { Text, Title } from '@mantine/core';
import { directionWords, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { CurveChart } from './CurveChart.tsx';
import { CurveTable } from './CurveTable.tsx';
import { type Blend, curveRows, foldsShownMax, largestSize } from './curve-figures.ts';

interface Props {
  blend: Pick<Blend, 'curve' | 'members'>;
  scoreType: ScoreFormat;
  /** The validation score of the best submission alone, if there is one. */
  single: number | null;
}

const title = 'As members are added';

/** How the ensemble's score changes with each member; in words where there is nothing to draw. */
export function EnsembleCurve({ blend: { curve, members }, scoreType, single }: Props) {
  if (curve == null)
    return (
      <section aria-label={title}>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          This ensemble was computed without a curve. The next one, after a new score, brings its own.
        </Text>
      </section>
    );
  const rows = curveRows(curve);
  const largest = largestSize(curve);
  const names = new Map(members.map(({ submission }) => [submission.id, submission.name]));
  const [first, last] = [curve.combined[0]?.value, curve.combined.at(-1)?.value];
  const ofOne = `${scoreType.name} of the ensemble: ${scoreWords(first, scoreType, 1)} with one member on each fold`;
  const drawn = curve.folds.length > foldsShownMax ? `, of the first ${foldsShownMax}` : '';
  const thin = curve.folds.length === 0 ? '' : `, each thin one a fold${drawn}`;
  return (
    <ChartFrame
      title={title}
      words={
        largest === 1
          ? `${scoreType.name} on validation data; ${directionWords(scoreType)}`
          : `${scoreType.name} on validation data; ${directionWords(scoreType)}, better is higher up; the thick line is all folds together${thin}${single === null ? '' : ', the dashed one the best submission alone'}`
      }
      label={largest === 1 ? ofOne : `${ofOne}, ${scoreWords(last, scoreType, 1)} with up to ${largest}`}
      chart={
        largest === 1 ? (
          <Text c="dimmed" p="xl" ta="center">
            On every fold the best submission stands alone: adding another one improves nothing.
          </Text>
        ) : (
          <CurveChart
            rows={rows}
            folds={curve.folds}
            scoreType={scoreType}
            single={single}
            nameOf={(id) => names.get(id) ?? 'a submission'}
          />
        )
      }
      table={<CurveTable rows={rows} folds={curve.folds} scoreType={scoreType} />}
    />
  );
}
