import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeKit } from '../describe-kit.js';
import { makeVenv } from '../testing/make-venv.js';
import { openWorkshop, type Workshop } from '../testing/open-workshop.js';

/** As small as another `rampwf` can be; its score is one that nobody else computes. */
const rampwf = `__version__ = '99.5'

import importlib.util
import os

import numpy as np


class Regression:
    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        if n_samples is not None:
            self.y_pred = np.full(n_samples, np.nan)
            return
        values = y_pred if y_pred is not None else y_true
        self.y_pred = np.array(values if fold_is is None else values[fold_is])

    @classmethod
    def combine(cls, predictions_list, index_list=None):
        indexes = range(len(predictions_list)) if index_list is None else index_list
        return cls(y_pred=np.nanmean([predictions_list[index].y_pred for index in indexes], axis=0))

    @property
    def valid_indexes(self):
        return ~np.isnan(self.y_pred)

    def set_valid_in_train(self, predictions, test_is):
        self.y_pred[test_is] = predictions.y_pred


def make_regression(label_names=None):
    return Regression


class Always:
    name, precision, is_lower_the_better, minimum, maximum = 'always', 3, False, 0.0, 100.0

    def score_function(self, truth, predictions, valid_indexes=None):
        return 99.5 if len(truth.y_pred) == len(predictions.y_pred) else 0.0

    def __call__(self, y_true, y_pred):
        return 99.5


class Workflow:
    element_names = ['estimator']

    def train_submission(self, module_path, X_array, y_array, train_is=None):
        spec = importlib.util.spec_from_file_location('estimator', os.path.join(module_path, 'estimator.py'))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.get_estimator().fit(X_array[train_is], y_array[train_is])

    def test_submission(self, trained_model, X_array):
        return trained_model.predict(X_array)
`;
const problem = `import numpy as np
import rampwf

assert rampwf.__version__ == '99.5'
problem_title = 'Lines'
Predictions = rampwf.make_regression(['y'])
workflow = rampwf.Workflow()
score_types = [rampwf.Always()]


def get_cv(X, y):
    return [(np.arange(10), np.arange(10, 20)), (np.arange(10, 20), np.arange(10))]


def get_train_data(path='.'):
    return np.arange(20.0).reshape(-1, 1), np.arange(20.0)


get_test_data = get_train_data
`;
const estimator = `import rampwf
from sklearn.linear_model import LinearRegression

assert rampwf.__version__ == '99.5'


def get_estimator():
    return LinearRegression()
`;

describe('a kit that asks for the rampwf that is installed', function () {
  this.timeout(300_000);
  let workshop: Workshop;
  let folder: string;
  before(async () => {
    workshop = await openWorkshop();
    folder = await mkdtemp(path.join(tmpdir(), 'installed-'));
  });
  after(async () => {
    await workshop.close();
    await rm(folder, { recursive: true, force: true });
  });

  const kitIn = (environment: string) =>
    workshop.problemOf('iris', {
      'problem.py': problem,
      'databoard.json': JSON.stringify({ environment, rampwf: 'installed' }),
      'submissions/starting_kit/estimator.py': estimator,
    });

  it('is described, trained and scored by it', async () => {
    const venv = await makeVenv(path.join(folder, 'with'), { 'rampwf/__init__.py': rampwf });
    const kit = await kitIn(venv);
    const outcome = await describeKit(kit, workshop.runtimes);
    assert.equal(outcome.kind, 'described', JSON.stringify(outcome));
    assert.equal(outcome.description.environment['rampwf'], 'installed 99.5');
    const run = await workshop.run(kit, 1, { 'estimator.py': estimator });
    assert.equal(run.kind, 'scored', JSON.stringify(run));
    assert.deepEqual(
      run.scores.map(({ scoreType, step, value }) => [scoreType, step, value]),
      ['train', 'valid', 'test'].map((step) => ['always', step, 99.5]),
    );
  });

  it('is refused where there is none', async () => {
    const outcome = await describeKit(await kitIn(await makeVenv(path.join(folder, 'without'))), workshop.runtimes);
    assert.equal(outcome.kind, 'refused', JSON.stringify(outcome));
    assert.match(outcome.message, /rampwf that is installed, and the Python environment of this problem has none/);
  });
});
