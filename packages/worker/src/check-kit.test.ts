import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckedRun, KitCheck } from '@databoard/shared/kit-check';
import { checkKit } from './check-kit.js';
import { kitsFolder, openWorkshop, type Workshop } from './testing/open-workshop.js';

describe('checking a kit in isolation', function () {
  this.timeout(120_000);
  let workshop: Workshop;
  let irisProblem: string;
  before(async () => {
    workshop = await openWorkshop();
    irisProblem = await readFile(path.join(kitsFolder, 'iris', 'problem.py'), 'utf8');
  });
  after(() => workshop.close());

  const check = async (kit: string, changes: Record<string, string> = {}): Promise<KitCheck> =>
    checkKit(await workshop.problemOf(kit, changes), workshop, { atOnce: 2 });
  const changedIris = (before: string, after: string) => {
    assert.ok(irisProblem.includes(before));
    return { 'problem.py': irisProblem.replace(before, after) };
  };
  const textsOf = ({ findings }: KitCheck, severity: string) =>
    findings.filter((finding) => finding.severity === severity).map(({ text }) => text);
  const values = ({ scores }: CheckedRun, name: string, step: string) =>
    scores
      .filter((score) => score.foldIndex !== null && score.scoreType === name && score.step === step)
      .map(({ value }) => value);

  it('finds nothing wrong with iris, and measures it', async () => {
    const started = performance.now();
    const checked = await check('iris');
    assert.deepEqual([...textsOf(checked, 'error'), ...textsOf(checked, 'warning')], []);
    const { startingKit, constant, permuted, seconds, rows } = checked;
    assert.deepEqual(
      [startingKit, constant, permuted].map(({ message, failedFold }) => [message, failedFold]),
      [
        [null, null],
        [null, null],
        [null, null],
      ],
    );
    assert.equal(startingKit.name, 'starting_kit');
    // Two scores, three steps, five folds; bagged ones for two steps.
    assert.deepEqual(
      [startingKit, constant, permuted].map(({ scores }) => scores.length),
      [34, 34, 30],
    );
    assert.ok(values(startingKit, 'acc', 'valid').every((value) => value > 0.5));
    // Folds are stratified, so that a constant is right for a third of them.
    assert.ok(values(constant, 'acc', 'valid').every((value) => Math.abs(value - 1 / 3) < 0.05));
    assert.ok(values(permuted, 'acc', 'valid').every((value) => value < 0.6));
    assert.deepEqual([checked.isRepeatable, checked.repeatDifference], [true, 0]);
    assert.ok((seconds.train ?? 0) > 0 && (seconds.wall ?? 0) > (seconds.train ?? 0) / 2);
    assert.ok((seconds.wall ?? Infinity) < performance.now() - started);
    assert.ok((checked.peakMemoryMiB ?? 0) > 1 && (checked.slowestFoldSeconds ?? 0) > 0);
    assert.equal(rows.length, 5);
    assert.ok(rows.every(({ inTrain, validRows }) => inTrain === 0 && (validRows ?? 0) > 0));
  });

  it('finds the target in the features', async () => {
    const leak = changedIris(
      'X_df = data.drop(columns=_target_column_name)',
      'X_df = data.drop(columns=_target_column_name).assign(code=data[_target_column_name].map(len))',
    );
    const checked = await check('iris', leak);
    assert.deepEqual(textsOf(checked, 'error'), [
      'X holds the target: code equals it one to one. Take it out of X in problem.py.',
    ]);
  });

  it('finds labels that come by another way than y', async () => {
    // The names of the rows tell the species, and the starting kit has come to look at them.
    const leak = changedIris(
      'X_df = data.drop(columns=_target_column_name)',
      'X_df = data.drop(columns=_target_column_name)\n    X_df.index = [f"{name}-{row}" for row, name in enumerate(y_array)]',
    );
    const submission = `
import numpy as np
from sklearn.linear_model import LogisticRegression

class Cunning(LogisticRegression):
    def predict_proba(self, X):
        named = [[row.startswith(name) for name in ('setosa', 'versicolor', 'virginica')] for row in X.index]
        return (super().predict_proba(X) + np.array(named)) / 2

def get_estimator():
    return Cunning(max_iter=1000)
`;
    const checked = await check('iris', { ...leak, 'submissions/starting_kit/estimator.py': submission });
    assert.ok(
      textsOf(checked, 'warning').some((text) => text.startsWith('Labels may leak')),
      JSON.stringify(checked.findings),
    );
  });

  it('finds folds that overlap', async () => {
    const overlap = changedIris(
      'return cv.split(X, y)',
      'return [(train, np.concatenate([valid, train[:5]])) for train, valid in cv.split(X, y)]',
    );
    overlap['problem.py'] = `import numpy as np\n${overlap['problem.py']}`;
    const checked = await check('iris', overlap);
    assert.deepEqual(
      checked.rows.map(({ inTrain }) => inTrain),
      [5, 5, 5, 5, 5],
    );
    const [text, ...more] = textsOf(checked, 'error');
    assert.match(text ?? '', /^Folds overlap: in 5 of 5 folds, 1\d % of the validation rows/);
    assert.deepEqual(more, []);
  });

  it('finds a starting kit that fails, with the fold and what it said, and tells the rest all the same', async () => {
    const submission = 'def get_estimator():\n    raise KeyError("no such column")\n';
    const checked = await check('iris', { 'submissions/starting_kit/estimator.py': submission });
    assert.deepEqual(checked.startingKit.scores, []);
    const [text] = textsOf(checked, 'error');
    assert.match(
      text ?? '',
      /^The starting kit \(starting_kit\) fails on fold [01]: .*KeyError.*estimator\.py line 2.*no such column/,
    );
    assert.equal(checked.permuted.scores.length, 0);
    assert.equal(checked.constant.scores.length, 34);
    assert.equal(checked.rows.length, 5);
  });

  it('finds a starting kit that cannot be repeated', async () => {
    const submission = `
import os
import numpy as np
from sklearn.linear_model import LogisticRegression

class Moody(LogisticRegression):
    def predict_proba(self, X):
        return super().predict_proba(X) + int.from_bytes(os.urandom(2), 'big') / 1e6

def get_estimator():
    return Moody(max_iter=1000)
`;
    const checked = await check('iris', { 'submissions/starting_kit/estimator.py': submission });
    assert.equal(checked.isRepeatable, false);
    assert.ok((checked.repeatDifference ?? 0) > 1e-9);
    assert.match(textsOf(checked, 'warning').join(), /Two runs of the starting kit on fold 0 differ/);
  });

  it('leaves nothing of permuted runs in the store, and what participants will predict once', async () => {
    const problem = await workshop.problemOf('diabetes');
    const kept: string[] = [];
    const store = Object.create(workshop.store, {
      put: {
        value: async (bytes: Uint8Array) => {
          const digest = await workshop.store.put(bytes);
          kept.push(digest);
          return digest;
        },
      },
    }) as Workshop['store'];
    const checked = await checkKit(problem, { runtimes: workshop.runtimes, store }, { atOnce: 2 });
    const folds = checked.rows.length;
    assert.equal(checked.permuted.message, null);
    // The submission itself, and two predictions per fold; those of fold 0 were put twice and are one.
    assert.equal(new Set(kept).size, 1 + 2 * folds);
  });

  it('leaves the processor to others when it runs in the background', async () => {
    const submission = `
import os

def get_estimator():
    raise ValueError(os.nice(0))
`;
    const problem = await workshop.problemOf('iris', { 'submissions/starting_kit/estimator.py': submission });
    const niceness = async (isBackground: boolean) => {
      const { startingKit } = await checkKit(problem, workshop, { atOnce: 1, isBackground });
      return Number(/It said: (\d+)$/.exec(startingKit.message ?? '')?.[1]);
    };
    assert.equal(await niceness(true), Math.min(19, (await niceness(false)) + 10));
  });

  it('stops when it is told to', async () => {
    const submission = 'import time\ntime.sleep(60)\n';
    const problem = await workshop.problemOf('iris', { 'submissions/starting_kit/estimator.py': submission });
    const stop = new AbortController();
    const onFold = () => void setTimeout(() => stop.abort(), 300);
    const options = { atOnce: 1, signal: stop.signal, onFold };
    await assert.rejects(checkKit(problem, workshop, options), { name: 'RunCancelled' });
    // Before a fold begins as well as in the middle of one.
    await assert.rejects(checkKit(problem, workshop, options), { name: 'RunCancelled' });
  });
});
