"""The checks, the local runner and the blending that kits' notebooks call, on our iris kit."""

import contextlib
import csv
import importlib.util
import io
import shutil
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

import numpy as np

import rampwf as rw
from rampwf.utils.saving import save_fold
from rampwf.utils.submission import run_fold

IRIS = str(Path(__file__).parents[5] / 'kits' / 'iris')


def silently(function, *arguments, **options):
    with contextlib.redirect_stdout(io.StringIO()):
        return function(*arguments, **options)


class TemporaryFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


class Importing(TemporaryFolder):
    def test_a_file_that_was_just_changed_is_read_anew(self):
        path = self.folder / 'estimator.py'
        # Some machines write no compiled files, and would not show it.
        saved, sys.dont_write_bytecode = sys.dont_write_bytecode, False
        try:
            for value in (1, 2, 3):
                path.write_text(f'value = {value}')
                module = rw.utils.import_module_from_source(path, 'estimator')
                self.assertEqual((module.value, module.__file__), (value, str(path)))
        finally:
            sys.dont_write_bytecode = saved

    def test_what_is_no_python_file(self):
        with self.assertRaises(ImportError):
            rw.utils.import_module_from_source(self.folder / 'table.csv', 'table')


class Checks(TemporaryFolder):
    def test_a_good_kit(self):
        self.assertIn('ris', silently(rw.utils.assert_title, IRIS))
        self.assertEqual(len(silently(rw.utils.assert_data, IRIS, IRIS)), 4)
        self.assertEqual(len(silently(rw.utils.assert_cv, IRIS, IRIS)), 5)
        self.assertEqual(silently(rw.utils.assert_score_types, IRIS)[0].name, 'acc')

    def test_a_broken_kit(self):
        (self.folder / 'problem.py').write_text('''
import rampwf as rw
score_types = [rw.score_types.RMSE(), rw.score_types.NormalizedRMSE()]
folds = []
def get_train_data(path): return [1, 2], [1, 2]
def get_test_data(path, data_label=None): return None, None
def get_cv(X, y): return folds
''')
        with self.assertRaisesRegex(AssertionError, "several score types have the name 'rmse'"):
            rw.utils.assert_score_types(self.folder)
        with self.assertRaisesRegex(AssertionError, 'no folds'):
            rw.utils.assert_cv(self.folder, self.folder)
        with self.assertRaisesRegex(TypeError, 'data_label'):
            silently(rw.utils.assert_data, self.folder, self.folder, 'mini')
        with self.assertRaisesRegex(FileNotFoundError, 'has no notebook'):
            rw.utils.assert_notebook(self.folder)

    @unittest.skipUnless(importlib.util.find_spec('nbconvert') and
                         importlib.util.find_spec('ipykernel'), 'nbconvert is not installed')
    def test_a_notebook_runs_in_the_kit(self):
        import nbformat
        book = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell('assert open("here").read() == "yes"')])
        nbformat.write(book, str(self.folder / f'{self.folder.name}_starting_kit.ipynb'))
        (self.folder / 'here').write_text('yes')
        rw.utils.assert_notebook(self.folder)


class OneFold(TemporaryFolder):
    def setUp(self):
        super().setUp()
        self.problem = rw.utils.assert_read_problem(IRIS)
        self.data = silently(rw.utils.assert_data, IRIS, IRIS)
        self.fold = silently(rw.utils.assert_cv, IRIS, IRIS)[0]
        self.module_path = IRIS + '/submissions/starting_kit'

    def run_fold(self, *data, **options):
        return rw.utils.run_submission_on_cv_fold(
            self.problem, self.module_path, self.fold, *data, **options)

    def test_predictions_and_table(self):
        valid, test, table = self.run_fold(*self.data)
        self.assertEqual(len(valid.y_pred), len(self.fold[1]))
        self.assertEqual(len(test.y_pred), len(self.data[2]))
        self.assertEqual(list(table.index), ['train', 'valid', 'test'])
        self.assertEqual(table.columns[-1], 'time')
        truth = self.problem.Predictions(y_true=self.data[1], fold_is=self.fold[1])
        self.assertEqual(table.loc['valid', 'acc'],
                         self.problem.score_types[0].score_function(truth, valid))

    def test_without_test_targets(self):
        _, test, table = self.run_fold(*self.data[:2])
        self.assertIsNone(test)
        self.assertEqual(list(table.index), ['train', 'valid'])

    def test_saving(self):
        _, test, table = self.run_fold(
            *self.data, is_pickle=True, save_output=True, fold_output_path=str(self.folder))
        with np.load(self.folder / 'y_pred_test.npz', allow_pickle=False) as archive:
            np.testing.assert_array_equal(archive['y_pred'], test.y_pred)
        self.assertEqual((self.folder / 'scores.csv').read_text().split(',')[0], 'step')
        model = rw.utils.unpickle_trained_model(self.folder)
        np.testing.assert_array_equal(
            self.problem.workflow.test_submission(model, self.data[2]), test.y_pred)

    def test_objects_are_not_saved(self):
        run = run_fold(self.problem, self.module_path, self.fold, *self.data)
        run.y_preds['test'] = [[(.9, 1, 1, 1)], []]
        save_fold(run, self.folder)
        self.assertEqual([path.name for path in self.folder.glob('*.npz')], ['y_pred_train.npz'])

    def test_a_model_that_cannot_be_pickled(self):
        model = (i for i in range(3))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter('always')
            self.assertIs(rw.utils.pickle_trained_model(self.folder, model), model)
        self.assertIn('cannot be pickled', str(caught[-1].message))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_bags(self):
        Predictions = rw.prediction_types.make_regression()
        combined, scores = rw.utils.get_score_cv_bags(
            rw.score_types.RMSE(), [Predictions(y_pred=[1.]), Predictions(y_pred=[2., 4.])],
            Predictions(y_true=[0., 1., 2.]), test_is_list=[[0], [0, 2]])
        np.testing.assert_array_equal(combined.y_pred, [1.5, np.nan, 4.])
        np.testing.assert_allclose(scores, [1., np.sqrt((1.5 ** 2 + 4) / 2)])


class Blending(TemporaryFolder):
    def setUp(self):
        super().setUp()
        for name in ('starting_kit', 'random_forest'):
            shutil.copytree(Path(IRIS, 'submissions', name), self.folder / name)

    def blend(self, *arguments, **options):
        return silently(rw.utils.blend_submissions, *arguments, ramp_kit_dir=IRIS,
                        ramp_data_dir=IRIS, ramp_submission_dir=str(self.folder), **options)

    def test_from_saved_predictions_or_anew(self):
        with self.assertRaisesRegex(ValueError, 'no submissions'):
            self.blend('ALL')
        anew = self.blend(['random_forest', 'starting_kit'])
        self.assertAlmostEqual(sum(anew['contributivities'].values()), 1)
        self.assertEqual(len(anew['folds']), 5)
        self.assertEqual(set(anew['combined']), {'valid', 'test'})
        for name in ('starting_kit', 'random_forest'):
            silently(rw.utils.assert_submission, IRIS, IRIS, str(self.folder), submission=name,
                     save_output=True)
        self.assertEqual(self.blend('ALL', save_output=True), anew)
        with open(self.folder / 'training_output' / 'contributivities.csv') as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(rows[0]['submission'], max(
            anew['contributivities'], key=anew['contributivities'].get))
        self.assertAlmostEqual(
            sum(float(row[f'fold_{i}']) for row in rows for i in range(5)), 1)
        # What blending leaves behind is no submission.
        self.assertEqual(self.blend('ALL'), anew)

    def test_one_submission_has_it_all(self):
        alone = self.blend(['starting_kit'])
        self.assertEqual(alone['contributivities'], {'starting_kit': 1.0})
        self.assertEqual(alone['combined'], alone['foldwise_best'])
        bagged = silently(rw.utils.assert_submission, IRIS, IRIS, str(self.folder))['bagged']
        self.assertAlmostEqual(alone['combined']['test'], bagged['test']['acc'])
