import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import type { Score } from '@databoard/shared/score';
import { blendEvaluations } from '../blend.js';
import { countOf } from '../count-of.js';
import { type BlendSummary, blendTables } from './blend-tables.js';
import { chosenFolds } from './chosen-folds.js';
import type { LocalRunConfig } from './config.js';
import { describeFailure } from './describe-failure.js';
import { CommandFailed, exitCode } from './exit-code.js';
import { type FoldProgress, foldProgress } from './fold-progress.js';
import { judgeSubmission, type ScoredFold, secondsOfFolds } from './judge-submission.js';
import { type OpenKit, withKit } from './open-kit.js';
import type { OptionFlags } from './option-flags.js';
import { sampleSubmission, sampleSubmissions } from './sample-submissions.js';
import { toJson } from './score-summary.js';

/** What `databoard blend` was asked for. */
export interface BlendKitOptions extends OptionFlags {
  /** In this order; of equals the earlier one is taken. */
  submissions?: string[];
  scoreType?: string;
  minImprovement: number;
  data?: string;
  json?: boolean;
}

/** `databoard blend`: runs submissions of a kit folder, blends those that score, and prints what each one adds. */
export async function blendKit(config: LocalRunConfig, folder: string, options: BlendKitOptions): Promise<void> {
  const progress = foldProgress(process.stderr);
  progress.busy('Reading the kit');
  try {
    await withKit(config, folder, options, async (kit) => {
      progress.stop();
      const scoreType = chosenScoreType(kit, options.scoreType);
      const { scored, failed } = await runAll(kit, options.submissions, progress);
      if (scored.size === 0) throw new CommandFailed('There is nothing to blend: no submission scored on every fold.');
      progress.busy('Blending');
      const summary = await blend(kit, scored, scoreType, options.minImprovement);
      progress.stop();
      (options.json ? console.error : console.log)(blendTables(scoreType, summary));
      if (options.json) console.log(toJson(summary));
      if (failed.length > 0) throw new CommandFailed(`Failed, so not in the blend: ${failed.join(', ')}`);
    });
  } finally {
    progress.stop();
  }
}

function chosenScoreType({ description }: OpenKit, name: string | undefined): ScoreTypeDescription {
  const { scoreTypes } = description;
  const chosen = name === undefined ? scoreTypes[0] : scoreTypes.find((type) => type.name === name);
  if (chosen) return chosen;
  const known = scoreTypes.map((type) => type.name).join(', ');
  throw new CommandFailed(`There is no score type ${name}: the kit has ${known}.`, exitCode.usage);
}

async function runAll(kit: OpenKit, wanted: readonly string[] | undefined, progress: FoldProgress) {
  const submissions = wanted ? wanted.map((name) => sampleSubmission(kit, name)) : sampleSubmissions(kit);
  const folds = chosenFolds(undefined, kit.description.folds.length);
  console.error(
    `Blending ${kit.description.title}: ${countOf(submissions.length, 'submission')}, ${countOf(folds.length, 'fold')}`,
  );
  const scored = new Map<string, ScoredFold[]>();
  const failed: string[] = [];
  for (const submission of submissions) {
    const judged = await judgeSubmission(kit, submission, folds, progress);
    if (judged.failed) {
      const { foldIndex, failure } = judged.failed;
      console.error(`${submission.name} is left out. ${describeFailure(foldIndex, failure)}`);
      failed.push(submission.name);
    } else {
      console.error(`${submission.name} scored, ${secondsOfFolds(judged.scored).toFixed(3)} s`);
      scored.set(submission.name, judged.scored);
    }
  }
  return { scored, failed };
}

async function blend(
  { problem, local }: OpenKit,
  scored: ReadonlyMap<string, ScoredFold[]>,
  { name: scoreType }: ScoreTypeDescription,
  minImprovement: number,
): Promise<BlendSummary> {
  const names = [...scored.keys()];
  const candidates = [...scored.values()].map((folds) => folds.map((fold) => fold.predictions));
  const outcome = await blendEvaluations({ problem, candidates, scoreType, minImprovement }, local);
  if (outcome.kind === 'unblendable') throw new CommandFailed(outcome.message);
  const shares = names.map((name, position) => ({ name, share: outcome.shares[position] ?? 0 }));
  // Equal shares stay in the order of the submissions.
  const sorted = shares.toSorted((a, b) => b.share - a.share);
  const nameOf = (position: number) => names[position] ?? '';
  return {
    contributivities: Object.fromEntries(sorted.map(({ name, share }) => [name, share])),
    folds: outcome.folds.map(({ members }, fold) => ({
      members: members.map(nameOf),
      scores: outcome.curve.folds[fold] ?? [],
    })),
    combined: byStep(outcome.combined, scoreType),
    foldwiseBest: byStep(outcome.foldwiseBest, scoreType),
    curve: outcome.curve.combined,
  };
}

const byStep = (scores: readonly Score[], wanted: string) =>
  Object.fromEntries(scores.flatMap(({ scoreType, step, value }) => (scoreType === wanted ? [[step, value]] : [])));
