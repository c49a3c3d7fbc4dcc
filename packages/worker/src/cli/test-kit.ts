import { bagEvaluation } from '../bag.js';
import { countOf } from '../count-of.js';
import { chosenFolds } from './chosen-folds.js';
import type { LocalRunConfig } from './config.js';
import { describeFailure } from './describe-failure.js';
import { CommandFailed } from './exit-code.js';
import { type FoldProgress, foldProgress } from './fold-progress.js';
import { type FailedFold, judgeSubmission, type ScoredFold, secondsOfFolds } from './judge-submission.js';
import type { LocalRuntimes } from './local-runtimes.js';
import { type OpenKit, withKit } from './open-kit.js';
import type { OptionFlags } from './option-flags.js';
import { type SampleSubmission, sampleSubmission, sampleSubmissions } from './sample-submissions.js';
import { type ScoreSummary, summariseScores, toJson } from './score-summary.js';
import { closingTables, type FoldSeconds, foldTable } from './score-table.js';
import { submissionsTable, type TestedSubmission } from './submissions-table.js';

/** What `databoard test` was asked for. */
export interface TestKitOptions extends OptionFlags {
  submission: string;
  all?: boolean;
  fold?: number[];
  data?: string;
  json?: boolean;
}

/** `databoard test`: judges submissions of a kit folder with the worker's own runtime, and prints their scores. */
export async function testKit(config: LocalRunConfig, folder: string, options: TestKitOptions): Promise<void> {
  // Scores for scripts are alone on standard output; whoever watches sees the tables all the same.
  const print = options.json ? console.error : console.log;
  const progress = foldProgress(process.stderr);
  progress.busy('Reading the kit');
  try {
    await withKit(config, folder, options, async (kit) => {
      progress.stop();
      const test = (submission: SampleSubmission) => testSubmission(kit, submission, options.fold, progress, print);
      if (options.all) await testAll(kit, test, options.json === true);
      else await testOne(kit, sampleSubmission(kit, options.submission), test, options.json === true);
    });
  } finally {
    progress.stop();
  }
}

type Test = (submission: SampleSubmission) => Promise<TestedSubmission>;

async function testOne({ local }: OpenKit, submission: SampleSubmission, test: Test, json: boolean): Promise<void> {
  const { summary, failed } = await test(submission);
  if (failed) throw new CommandFailed(await failureText(local, failed));
  if (json && summary) console.log(toJson(summary));
}

async function testAll(kit: OpenKit, test: Test, json: boolean): Promise<void> {
  const tested: TestedSubmission[] = [];
  for (const submission of sampleSubmissions(kit)) {
    const ended = await test(submission);
    if (ended.failed) console.error(await failureText(kit.local, ended.failed));
    tested.push(ended);
  }
  const [official] = kit.description.scoreTypes;
  if (official) (json ? console.error : console.log)(submissionsTable(official, tested));
  if (json) console.log(toJson(Object.fromEntries(tested.map((one) => [one.name, resultOf(one)]))));
  const failed = tested.filter((one) => one.failed).map((one) => one.name);
  if (failed.length > 0)
    throw new CommandFailed(`${failed.length} of ${countOf(tested.length, 'submission')} failed: ${failed.join(', ')}`);
}

function resultOf({ summary, failed }: TestedSubmission): ScoreSummary | { error: object } | null {
  return failed ? { error: { fold: failed.foldIndex, ...failed.failure } } : summary;
}

async function testSubmission(
  kit: OpenKit,
  submission: SampleSubmission,
  wanted: readonly number[] | undefined,
  progress: FoldProgress,
  print: (text: string) => void,
): Promise<TestedSubmission> {
  const { title, folds, scoreTypes } = kit.description;
  const chosen = chosenFolds(wanted, folds.length);
  const some = `${chosen.length === 1 ? 'fold' : 'folds'} ${chosen.join(', ')} of ${folds.length}`;
  const which = wanted ? some : countOf(folds.length, 'fold');
  console.error(`Testing ${title}: ${submission.name}, ${which}`);
  const { scored, failed } = await judgeSubmission(kit, submission, chosen, progress, (fold) => {
    const [scores] = summariseScores(scoreTypes, [fold.scores], []).folds;
    print(foldTable(fold.foldIndex, scoreTypes, scores ?? {}, secondsOf(fold)));
  });
  const seconds = secondsOfFolds(failed ? [...scored, failed] : scored);
  if (failed) return { name: submission.name, summary: null, failed, seconds };

  const predictions = scored.map((fold) => fold.predictions);
  // The average of some of the folds is no submission's score.
  const bagged = wanted ? [] : await bagEvaluation({ problem: kit.problem, folds: predictions }, kit.local);
  const foldScores = scored.map((fold) => fold.scores);
  const summary = summariseScores(scoreTypes, foldScores, bagged);
  const closing = closingTables(scoreTypes, summary, scored.map(secondsOf));
  if (closing !== '') print(closing);
  return { name: submission.name, summary, failed: null, seconds };
}

const shownLogChars = 4000;

/** What the fold printed goes to the terminal at once, as it is; the answer says why it failed. */
async function failureText(local: LocalRuntimes, { foldIndex, failure, logDigest }: FailedFold): Promise<string> {
  if (logDigest) {
    const log = (await local.store.get(logDigest)).toString('utf8');
    console.error(`What fold ${foldIndex} printed${log.length > shownLogChars ? ' (the end of it)' : ''}:`);
    console.error(log.slice(-shownLogChars));
  }
  return describeFailure(foldIndex, failure);
}

const secondsOf = ({ usage }: ScoredFold): FoldSeconds => ({
  train: usage.trainSeconds,
  valid: usage.validSeconds,
  test: usage.testSeconds,
});
