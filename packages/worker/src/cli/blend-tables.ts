import type { BlendCurvePoint } from '@databoard/shared/blend';
import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import { type Step, steps } from '@databoard/shared/score';
import { formatScore, layOutTable, type Row, rule } from './lay-out-table.js';
import { nameOfScore } from './submissions-table.js';

/** A blend with names; the order of `contributivities` is the one of the table. */
export interface BlendSummary {
  /** The share of each submission; all of them sum to 1. */
  contributivities: Record<string, number>;
  /** Each fold's ensemble in order of choice, repeats included, and what it scored on its validation rows with each. */
  folds: { members: string[]; scores: number[] }[];
  /** The bagged score of the ensembles. */
  combined: Partial<Record<Step, number>>;
  /** The bagged score of each fold's best submission alone. */
  foldwiseBest: Partial<Record<Step, number>>;
  /** How the one on validation data goes over into the other as the ensembles take in their members. */
  curve: BlendCurvePoint[];
}

const explanation =
  "% is a submission's contributivity: its share of the places in a fold's ensemble, in per cent, averaged over folds.\n" +
  'The columns of folds count its places; one that helps more than once has several.';

/** What each submission adds, with how many places it has in each fold's ensemble; then the bagged scores. */
export function blendTables(scoreType: ScoreTypeDescription, summary: BlendSummary): string {
  const names = Object.keys(summary.contributivities);
  const places = names.map((name) => [
    name,
    percent(summary.contributivities[name] ?? 0),
    ...summary.folds.map(({ members }) => String(members.filter((member) => member === name).length)),
  ]);
  const heading = ['submission', '%', ...summary.folds.map((_, index) => `fold ${index}`)];
  const all = ['all', percent(1), ...summary.folds.map(({ members }) => String(members.length))];
  const scores = (ofSteps: BlendSummary['combined']): Row[] => [
    ['score', scoreType.name],
    ...steps
      .filter((step) => ofSteps[step] !== undefined)
      .map((step) => [step, formatScore(ofSteps[step], scoreType.precision)]),
  ];
  return [
    ...[
      rule,
      `Contributivity (${nameOfScore(scoreType)})`,
      rule,
      explanation,
      layOutTable([heading, ...places, all], [0]),
    ],
    ...[rule, 'Combined bagged scores', rule, layOutTable(scores(summary.combined))],
    ...[rule, 'Foldwise best bagged scores', rule, layOutTable(scores(summary.foldwiseBest))],
  ].join('\n');
}

const percent = (share: number): string => (share * 100).toFixed(1);
