"""What a local run writes, what blending reads of it, and the kit's own say in both."""

import csv
import os
import sys
import unittest
from pathlib import Path

import numpy as np

import rampwf as rw

from .test_utils import IRIS, TemporaryFolder, silently

KIT = '''
import os
import numpy as np
import rampwf as rw
import {module}
problem_title = 'Half of it'
Predictions = rw.prediction_types.make_regression()
workflow = rw.workflows.Regressor()
score_types = [rw.score_types.RMSE(), rw.score_types.RMSE(name='again')]
def get_train_data(path='.'):
    return np.arange(6.).reshape(-1, 1), np.arange(6.)
def get_test_data(path='.'):
    return {test_data}
def get_cv(X, y):
    return [([0, 1, 2], [3, 4, 5]), ([3, 4, 5], [0, 1])]
{hooks}
'''
HALF = '''
class Regressor:
    def fit(self, X, y):
        self.n_fitted = len(X)
    def predict(self, X):
        return X[:, 0] / 2
'''
HOOKS = '''
def save_submission(y_pred, data_path, output_path, suffix):
    np.savetxt(os.path.join(output_path, 'y_pred_' + suffix + '.csv'), y_pred)
def save_y_pred(y_pred, data_path, output_path, suffix):
    np.savetxt(os.path.join(output_path, 'own_' + suffix), y_pred)
def load_y_pred(data_path, input_path, suffix):
    return np.loadtxt(os.path.join(input_path, 'own_' + suffix)) + {more}
'''


class KitFolder(TemporaryFolder):
    def setUp(self):
        super().setUp()
        self.sample = self.folder / 'submissions' / 'half'
        self.sample.mkdir(parents=True)
        (self.sample / 'regressor.py').write_text(HALF)

    def write(self, hooks='', module='os', test_data='get_train_data(path)'):
        (self.folder / 'problem.py').write_text(
            KIT.format(hooks=hooks, module=module, test_data=test_data))

    def run_sample(self, **options):
        return silently(rw.utils.assert_submission, self.folder, self.folder,
                        self.folder / 'submissions', submission='half', **options)

    def names(self, folder='.'):
        return sorted(path.name for path in (self.sample / 'training_output' / folder).iterdir())


class Saving(KitFolder):
    def test_files(self):
        self.write()
        result = self.run_sample(save_output=True)
        self.assertEqual(self.names(), ['bagged_scores.csv', 'fold_0', 'fold_1'])
        self.assertEqual(self.names('fold_1'), [
            'scores.csv', 'test_time', 'train_time', 'valid_time', 'y_pred_test.npz',
            'y_pred_train.npz'])
        self.assertGreaterEqual(
            float((self.sample / 'training_output/fold_0/train_time').read_text()), 0)
        with open(self.sample / 'training_output' / 'bagged_scores.csv') as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([(row['step'], row['n_bag']) for row in rows],
                         [('valid', '0'), ('valid', '1'), ('test', '0'), ('test', '1')])
        for row in rows[1::2]:
            self.assertEqual(float(row['again']), result['bagged'][row['step']]['rmse'])

    def test_nothing_without_being_asked(self):
        self.write(HOOKS.format(more=0))
        self.run_sample()
        self.assertFalse((self.sample / 'training_output').exists())

    def test_the_kits_own_ways(self):
        self.write(HOOKS.format(more=0))
        self.run_sample(save_output=True, retrain=True)
        self.assertEqual(self.names(), [
            'bagged_scores.csv', 'fold_0', 'fold_1', 'y_pred__bagged_test.csv',
            'y_pred__bagged_valid.csv', 'y_pred_retrain_test.csv', 'y_pred_retrain_train.csv'])
        self.assertEqual(self.names('fold_0'), [
            'own_test', 'own_train', 'scores.csv', 'test_time', 'train_time', 'valid_time'])
        np.testing.assert_array_equal(
            np.loadtxt(self.sample / 'training_output' / 'y_pred__bagged_valid.csv'),
            [0, .5, np.nan, 1.5, 2, 2.5])

    def test_blending_reads_in_the_kits_own_way(self):
        self.write(HOOKS.format(more=0))
        self.run_sample(save_output=True)
        self.write(HOOKS.format(more=100))
        blend = silently(rw.utils.blend_submissions, 'ALL', self.folder, self.folder,
                         self.folder / 'submissions')
        self.assertGreater(blend['combined']['test'], 90)

    def test_an_error_in_a_hook_is_an_error(self):
        self.write('def save_submission(*arguments):\n    return os.no_such_thing')
        with self.assertRaises(AttributeError):
            self.run_sample(save_output=True)


class Retraining(KitFolder):
    def test_on_all_rows(self):
        self.write()
        retrain = self.run_sample(retrain=True)['retrain']
        self.assertEqual(set(retrain), {'train', 'test'})
        self.assertAlmostEqual(retrain['train']['rmse'], np.sqrt(np.mean(np.arange(6) ** 2) / 4))

    def test_without_test_targets(self):
        self.write(test_data='None, None')
        self.assertEqual(list(self.run_sample(retrain=True, save_output=True)['retrain']),
                         ['train'])

    def test_only_on_request(self):
        self.assertNotIn('retrain', silently(
            rw.utils.assert_submission, IRIS, IRIS, str(Path(IRIS, 'submissions'))))


class GoingOn(KitFolder):
    def test_from_the_model_of_an_earlier_run(self):
        self.write()
        (self.sample / 'regressor.py').write_text('''
class Regressor:
    def fit(self, X, y, previous=None):
        self.n_fits = 1 + (previous.n_fits if previous else 0)
    def predict(self, X):
        return X[:, 0] - self.n_fits
''')
        self.assertEqual(self.run_sample(is_pickle=True)['bagged']['test']['rmse'], 1)
        self.assertEqual(self.names('fold_1'), ['trained_model.pkl'])
        for n_fits in (2, 3):
            result = self.run_sample(is_pickle=True, is_partial_train=True)
            self.assertEqual(result['bagged']['test']['rmse'], n_fits)
        self.assertEqual(self.run_sample(is_partial_train=True)['bagged']['test']['rmse'], 4)

    def test_without_an_earlier_run(self):
        self.write()
        with self.assertRaises(OSError):
            self.run_sample(is_partial_train=True)


class ExternalImports(KitFolder):
    def test_the_folder_is_on_the_path(self):
        before = list(sys.path)
        self.addCleanup(setattr, sys, 'path', before)
        self.addCleanup(sys.modules.pop, 'half_external', None)
        (self.folder / 'external_imports').mkdir()
        (self.folder / 'external_imports' / 'half_external.py').write_text('half = 0.5')
        self.write(module='half_external')
        for _ in range(2):
            problem = rw.utils.assert_read_problem(self.folder)
        self.assertEqual(problem.half_external.half, 0.5)
        self.assertEqual(sys.path[len(before):],
                         [os.path.join(os.path.abspath(self.folder), 'external_imports')])
