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
  if (curve == null) return <InWords>This ensemble was computed without a curve. The next one brings its own.</InWords>;
  const rows = curveRows(curve);
  const largest = largestSize(curve);
  if (largest === 1)
    return <InWords>On every fold the best submission stands alone: adding another one improves nothing.</InWords>;
  const names = new Map(members.map(({ submission }) => [submission.id, submission.name]));
  const [first, last] = [curve.combined[0]?.value, curve.combined.at(-1)?.value];
  const ofOne = `${scoreType.name} of the ensemble: ${scoreWords(first, scoreType, 1)} with one member on each fold`;
  const drawn = curve.folds.length > foldsShownMax ? `, of the first ${foldsShownMax}` : '';
  const thin = curve.folds.length === 0 ? '' : `, each thin one a fold${drawn}`;
  return (
    <ChartFrame
      title={title}
      words={`${scoreType.name} on validation data; ${directionWords(scoreType)}, better is higher up; the thick line is all folds together${thin}${single === null ? '' : ', the dashed one the best submission alone'}`}
      label={`${ofOne}, ${scoreWords(last, scoreType, 1)} with up to ${largest}`}
      chart={
        <CurveChart
          rows={rows}
          folds={curve.folds}
          scoreType={scoreType}
          single={single}
          nameOf={(id) => names.get(id) ?? 'a submission'}
        />
      }
      table={<CurveTable rows={rows} folds={curve.folds} scoreType={scoreType} />}
    />
  );
}

function InWords({ children }: { children: string }) {
  return (
    <section aria-label={title}>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </section>
  );
}
