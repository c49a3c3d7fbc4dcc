import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FoldOutcome } from '@databoard/shared/outcome';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import type { Score } from '@databoard/shared/score';
import { bagEvaluation } from './bag.js';
import { pythonEnvironment, pythonPackages } from './sandbox/python.js';
import { kitsFolder, openWorkshop, type Workshop } from './testing/open-workshop.js';
import { readZooConfig } from './zoo/config.js';

const kits = readdirSync(kitsFolder).filter((name) => existsSync(path.join(kitsFolder, name, 'problem.py')));

// One process for all kits, because importing the libraries costs more than most of the runs.
const bareRuns = `
import contextlib, json, sys
from rampwf.utils.testing import assert_read_problem, run_submission_on_cv_folds
with contextlib.redirect_stdout(sys.stderr):
    runs = {kit: run_submission_on_cv_folds(assert_read_problem(kit), kit + '/submissions/starting_kit', kit)
            for kit in sys.argv[1:]}
print(json.dumps(runs))`;

type Scores = Record<string, Record<string, number>>;
type BareRuns = Record<string, { folds: Scores[]; bagged: Scores }>;

/** Every starting kit without walls, with every label in reach: what isolation and masking must not change. */
async function runBare(): Promise<BareRuns> {
  const folders = kits.map((kit) => path.join(kitsFolder, kit));
  const { stdout } = await promisify(execFile)(readZooConfig().python, ['-c', bareRuns, ...folders], {
    env: pythonEnvironment(pythonPackages),
  });
  return JSON.parse(stdout);
}

function assertFinite(scores: readonly Score[]): void {
  for (const { scoreType, step, value } of scores)
    assert.ok(Number.isFinite(value), `${step} ${scoreType} is ${value}`);
}

function assertSameScores(actual: readonly Score[], expected: Scores, what: string): void {
  const wanted = Object.entries(expected).flatMap(([step, scores]) =>
    Object.entries(scores).map(([scoreType, value]) => ({ step, scoreType, value })),
  );
  assert.equal(actual.length, wanted.length, what);
  for (const { step, scoreType, value } of wanted) {
    const score = actual.find((each) => each.step === step && each.scoreType === scoreType);
    const difference = Math.abs((score?.value ?? Number.NaN) - value);
    assert.ok(difference < 1e-9, `${what}, ${step} ${scoreType}: ${score?.value} where the bare run has ${value}`);
  }
}

function assertScored(outcome: FoldOutcome): Extract<FoldOutcome, { kind: 'scored' }> {
  assert.equal(outcome.kind, 'scored', JSON.stringify(outcome));
  return outcome;
}

describe('the example kits', function () {
  this.timeout(120_000);
  let workshop: Workshop;
  let bare: BareRuns;
  before(async () => {
    workshop = await openWorkshop();
    bare = await runBare();
  });
  after(() => workshop.close());

  const folderOf = (kit: string, sample: string) => path.join(kitsFolder, kit, 'submissions', sample);

  async function evaluate(problem: ProblemReference, kit: string, sample: string) {
    const folder = folderOf(kit, sample);
    const count = await workshop.runtimes.use(problem, async ({ description }) => description.folds.length);
    const folds = await Promise.all(
      Array.from({ length: count }, async (_, index) => assertScored(await workshop.run(problem, index, folder))),
    );
    const again = assertScored(await workshop.run(problem, 0, folder));
    assert.deepEqual(
      { scores: again.scores, predictions: again.predictions },
      { scores: folds[0]?.scores, predictions: folds[0]?.predictions },
      'a fold repeats bit for bit',
    );
    const bagged = await bagEvaluation({ problem, folds: folds.map(({ predictions }) => predictions) }, workshop);
    for (const scores of [...folds.map((fold) => fold.scores), bagged]) assertFinite(scores);
    return { folds: folds.map((fold) => fold.scores), bagged };
  }

  for (const kit of kits)
    for (const sample of readdirSync(path.join(kitsFolder, kit, 'submissions')).sort()) {
      if (sample.startsWith('fails_'))
        it(`${kit}: ${sample} fails, and is told why`, async () => {
          const outcome = await workshop.run(await workshop.problemOf(kit), 0, folderOf(kit, sample));
          assert.equal(outcome.kind, 'submission-failed', JSON.stringify(outcome));
        });
      else if (sample.startsWith('slow_'))
        it(`${kit}: a fold of ${sample} is scored`, async () => {
          const problem = await workshop.problemOf(kit);
          assertFinite(assertScored(await workshop.run(problem, 0, folderOf(kit, sample))).scores);
        });
      else
        it(`${kit}: every fold of ${sample} is scored, repeats, and is bagged`, async () => {
          const { folds, bagged } = await evaluate(await workshop.problemOf(kit), kit, sample);
          if (sample !== 'starting_kit') return;
          const expected = Object.entries(bare).find(([folder]) => path.basename(folder) === kit)?.[1];
          assert.ok(expected);
          assert.equal(folds.length, expected.folds.length);
          for (const [index, scores] of folds.entries())
            assertSameScores(scores, expected.folds[index] ?? {}, `fold ${index}`);
          assertSameScores(bagged, expected.bagged, 'bagged');
        });
    }
});
