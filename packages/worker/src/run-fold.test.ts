import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FoldOutcome } from '@databoard/shared/outcome';
import type { Score } from '@databoard/shared/score';
import { bagEvaluation } from './bag.js';
import { pythonEnvironment, pythonPackages } from './sandbox/python.js';
import { kitsFolder, openWorkshop, type Workshop } from './testing/open-workshop.js';
import { readZooConfig } from './zoo/config.js';

type ScoresByStep = Partial<Record<string, Record<string, number>>>;

const bareRun = `
import json, sys
from rampwf.utils.testing import assert_read_problem, run_submission_on_cv_folds
print(json.dumps(run_submission_on_cv_folds(assert_read_problem(sys.argv[1]), sys.argv[2], sys.argv[1])))`;

/** The same folds in one bare Python process, with every label in reach: what isolation and masking must not change. */
async function runBare(kit: string, submission: string): Promise<{ folds: ScoresByStep[]; bagged: ScoresByStep }> {
  const args = ['-c', bareRun, kit, submission];
  const { stdout } = await promisify(execFile)(readZooConfig().python, args, {
    env: pythonEnvironment(pythonPackages),
  });
  return JSON.parse(stdout);
}

function byStep(scores: readonly Score[]): ScoresByStep {
  const steps: ScoresByStep = {};
  for (const { step, scoreType, value } of scores) steps[step] = { ...steps[step], [scoreType]: value };
  return steps;
}

function assertScored(outcome: FoldOutcome): Extract<FoldOutcome, { kind: 'scored' }> {
  assert.equal(outcome.kind, 'scored', JSON.stringify(outcome));
  return outcome;
}

function assertClose(actual: ScoresByStep, expected: ScoresByStep, what: string): void {
  assert.deepEqual(Object.keys(actual), Object.keys(expected));
  for (const [step, scores] of Object.entries(expected)) {
    for (const [name, value] of Object.entries(scores ?? {})) {
      const difference = Math.abs((actual[step]?.[name] ?? Number.NaN) - value);
      assert.ok(difference < 1e-9, `${what} ${step} ${name}: off by ${difference}`);
    }
  }
}

describe('running folds in isolation', function () {
  this.timeout(60_000);
  let workshop: Workshop;
  before(async () => {
    workshop = await openWorkshop();
  });
  after(() => workshop.close());

  it('lets no library start jobs side by side: sums would depend on who comes first', async () => {
    const asking = `from joblib import effective_n_jobs
from sklearn.ensemble import RandomForestClassifier


def get_estimator():
    if effective_n_jobs(4) != 1:
        raise ValueError(effective_n_jobs(4))
    return RandomForestClassifier(n_estimators=20, n_jobs=4)
`;
    const problem = await workshop.problemOf('iris');
    assertScored(await workshop.run(problem, 0, { 'estimator.py': asking }));
  });

  it('lets libraries start as many threads as the fold has cores', async () => {
    const asking = `from joblib import cpu_count
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_info


def get_estimator():
    found = {each['num_threads'] for each in threadpool_info()} | {cpu_count()}
    if found != {2}:
        raise ValueError(found)
    return LogisticRegression()
`;
    const problem = await workshop.problemOf('iris');
    assertScored(await workshop.run(problem, 0, { 'estimator.py': asking }, { cores: 2 }));
  });

  async function evaluate(kit: string, submission: string) {
    const problem = await workshop.problemOf(kit);
    const count = await workshop.runtimes.use(problem, async ({ description }) => description.folds.length);
    const folder = path.join(kitsFolder, kit, 'submissions', submission);
    const outcomes = await Promise.all(
      Array.from({ length: count }, async (_, index) => assertScored(await workshop.run(problem, index, folder))),
    );
    const bagged = await bagEvaluation({ problem, folds: outcomes.map((outcome) => outcome.predictions) }, workshop);
    return { folds: outcomes.map((outcome) => byStep(outcome.scores)), bagged: byStep(bagged), outcomes };
  }

  for (const kit of ['iris', 'diabetes', 'digits']) {
    it(`gives ${kit} the scores of the same folds bare in one process, folds and bags alike`, async () => {
      const folder = path.join(kitsFolder, kit);
      const [isolated, bare] = [
        await evaluate(kit, 'starting_kit'),
        await runBare(folder, path.join(folder, 'submissions', 'starting_kit')),
      ];
      assert.equal(isolated.folds.length, bare.folds.length);
      for (const [index, fold] of isolated.folds.entries()) assertClose(fold, bare.folds[index] ?? {}, `fold ${index}`);
      assertClose(isolated.bagged, bare.bagged, 'bagged');
    });
  }

  it('repeats code without random_state bit for bit, and seeds every fold differently', async () => {
    const problem = await workshop.problemOf('iris');
    const submission = {
      'estimator.py': `
import random
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

class Dice(BaseEstimator, ClassifierMixin):
    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self
    def predict_proba(self, X):
        return np.random.rand(len(X), 3) + random.random()

def get_estimator():
    return Dice()
`,
    };
    const runs = [];
    for (const foldIndex of [0, 0, 1]) runs.push(assertScored(await workshop.run(problem, foldIndex, submission)));
    assert.deepEqual(runs[0]?.predictions, runs[1]?.predictions);
    assert.deepEqual(runs[0]?.scores, runs[1]?.scores);
    assert.notDeepEqual(runs[0]?.predictions, runs[2]?.predictions);
  });

  it('measures seconds, processor time and memory', async () => {
    const problem = await workshop.problemOf('iris');
    const { usage } = assertScored(
      await workshop.run(problem, 0, {
        'estimator.py': `
import time
import numpy as np
from sklearn.linear_model import LogisticRegression

class Slow(LogisticRegression):
    def fit(self, X, y):
        block = np.ones(8 << 20)
        time.sleep(0.3)
        while time.process_time() < 0.3:
            pass
        return super().fit(X, y)

def get_estimator():
    return Slow()
`,
      }),
    );
    assert.ok((usage.trainSeconds ?? 0) >= 0.3 && (usage.trainSeconds ?? 0) < 10);
    assert.ok((usage.wallSeconds ?? 0) >= (usage.trainSeconds ?? 0), String(usage.wallSeconds));
    assert.ok((usage.cpuSeconds ?? 0) >= 0.2 && (usage.cpuSeconds ?? 0) < 5);
    assert.ok((usage.peakMemoryMiB ?? 0) >= 64 && (usage.peakMemoryMiB ?? 0) < 128, String(usage.peakMemoryMiB));
  });

  it('shows frames of the submission only, with its own lines, and keeps what was printed', async () => {
    const problem = await workshop.problemOf('iris');
    const outcome = await workshop.run(problem, 0, {
      'estimator.py':
        'def get_estimator():\n    print("hello")\n    return inner({})\n\n\ndef inner(d):\n    return d["x"]\n',
    });
    assert.equal(outcome.kind, 'submission-failed');
    assert.deepEqual(outcome.failure, {
      state: 'TRAINING_ERROR',
      reason: 'EXCEPTION',
      message: 'Your code raised KeyError while training (estimator.py line 7, in inner).',
      exceptionMessage: "'x'",
      frames: [
        { fileName: 'estimator.py', line: 3, functionName: 'get_estimator', code: 'return inner({})' },
        { fileName: 'estimator.py', line: 7, functionName: 'inner', code: 'return d["x"]' },
      ],
    });
    assert.ok(outcome.logDigest);
    assert.equal((await workshop.store.get(outcome.logDigest)).toString(), 'hello\n');
  });

  for (const [where, state, body] of [
    ['X_train', 'VALIDATING_ERROR', 'raise ValueError'],
    ['X_test', 'TESTING_ERROR', 'if len(X) != 100: raise ValueError'],
  ] as const) {
    it(`calls a failure on ${where} ${state}`, async () => {
      const problem = await workshop.problemOf('iris');
      const rows = await workshop.runtimes.use(problem, async ({ description }) => description.trainRows);
      const outcome = await workshop.run(problem, 0, {
        'estimator.py': `
from sklearn.linear_model import LogisticRegression

class Picky(LogisticRegression):
    def predict_proba(self, X):
        ${body.replace('100', String(rows))}
        return super().predict_proba(X)

def get_estimator():
    return Picky()
`,
      });
      assert.equal(outcome.kind === 'submission-failed' && outcome.failure.state, state, JSON.stringify(outcome));
    });
  }

  it('stops a run within a second when it is cancelled', async () => {
    const problem = await workshop.problemOf('iris');
    const { runtimes } = workshop;
    const cancel = new AbortController();
    await runtimes.use(problem, async ({ scorer, folds }) => {
      const input = await scorer.foldInput(0);
      const files = [{ name: 'estimator.py', content: Buffer.from('while True: pass') }];
      const limits = {
        timeoutSeconds: 60,
        memoryLimitMiB: 512,
        logBytesMax: 1000,
        predictionBytesMax: 1e6,
        diskMiB: 8,
        processesMax: 8,
        cores: 1,
      };
      const run = folds.run({ input, files, limits }, { signal: cancel.signal });
      setTimeout(() => cancel.abort(), 300);
      const started = performance.now();
      await assert.rejects(run, { name: 'RunCancelled' });
      assert.ok(performance.now() - started < 1300);
    });
  });
});
