"""Reading kits: what is described, and what a kit's author is told when something is wrong."""

import os
import tempfile
import textwrap
import unittest
from types import SimpleNamespace

from databoard_runtime.description import check_score_types, describe, prediction_type
from databoard_runtime.kit import KitData, KitRefused, load_problem
from databoard_runtime.scoring import Scoring

GOOD = '''
import numpy as np
import rampwf as rw

problem_title = 'Small'
Predictions = rw.prediction_types.make_regression()
workflow = rw.workflows.FeatureExtractorRegressor()
score_types = [rw.score_types.RMSE(), rw.score_types.RelativeRMSE(name='rel')]


def get_cv(X, y):
    yield np.arange(0, 6), slice(6, 10)
    yield np.arange(10) >= 5, np.arange(10) < 5


def get_train_data(path='.'):
    return np.arange(20.0).reshape(10, 2), np.arange(10.0) + 1


def get_test_data(path='.'):
    return np.zeros((4, 2)), np.ones(4)
'''


def options_of(folder, quick=False):
    """The options with which a scorer reads a kit in the usual way."""
    return SimpleNamespace(kit=folder, quick=quick, rampwf='databoard')


def read(problem_py, samples=()):
    """Describe a kit with this problem.py."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'problem.py'), 'w') as file:
            file.write(textwrap.dedent(problem_py))
        for name, files in samples:
            os.makedirs(os.path.join(folder, 'submissions', name))
            for file_name in files:
                open(os.path.join(folder, 'submissions', name, file_name), 'w').close()
        problem, _ = load_problem(options_of(folder))
        data = KitData(problem, folder, folder)
        description = describe(problem, data, folder)
        check_score_types(problem, data, folder, Scoring(problem, data).truth)
        return description


def load(problem_py):
    """Load this problem.py without its data."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'problem.py'), 'w') as file:
            file.write(problem_py)
        return load_problem(options_of(folder))[0]


class GoodKits(unittest.TestCase):
    def test_description(self):
        files = ('feature_extractor.py', 'regressor.py')
        description = read(GOOD, [('whole', files), ('half', files[:1])])
        self.assertEqual(description['title'], 'Small')
        self.assertEqual(description['workflow'], 'FeatureExtractorRegressor')
        self.assertEqual([element['fileName'] for element in description['elements']], list(files))
        self.assertEqual(description['folds'], [{'trainRows': 6, 'validRows': 4}, {'trainRows': 5, 'validRows': 5}])
        self.assertEqual((description['trainRows'], description['testRows']), (10, 4))
        self.assertEqual(description['sampleSubmissions'], ['whole'])
        self.assertEqual(description['scoreTypes'][0],
                         {'name': 'rmse', 'precision': 2, 'isLowerTheBetter': True, 'minimum': 0.0, 'maximum': None})
        self.assertEqual(description['leaderboardScoreKind'], 'bagged')
        self.assertEqual(description['predictionType'], 'regression')

    def test_prediction_type_of_a_kits_own(self):
        made = 'Predictions = rw.prediction_types.make_regression()'
        multiclass = 'class Predictions(rw.prediction_types.make_multiclass(label_names=[0, 1])):\n    pass'
        self.assertEqual(prediction_type(load(GOOD.replace(made, multiclass)).Predictions), 'multiclass')
        own = 'class Own(rw.prediction_types.base.BasePrediction):\n    n_columns = 0\n\n\nPredictions = Own'
        self.assertEqual(prediction_type(load(GOOD.replace(made, own)).Predictions), 'Own')

    def test_no_test_data(self):
        self.assertIsNone(read(GOOD.replace('return np.zeros((4, 2)), np.ones(4)', 'return None, None'))['testRows'])


class BrokenKits(unittest.TestCase):
    def refused(self, old, new, message, line=None):
        self.assertIn(old, GOOD)
        with self.assertRaises(KitRefused) as caught:
            read(GOOD.replace(old, new))
        self.assertRegex(caught.exception.message, message)
        self.assertEqual((caught.exception.file_name, caught.exception.line), ('problem.py', line))

    def test_missing_names(self):
        self.refused('def get_cv', 'def get_folds', 'does not define get_cv')

    def test_import_error_names_the_line(self):
        self.refused('import numpy as np', 'import numpy_ as np', "ModuleNotFoundError: No module named 'numpy_'", 2)

    def test_syntax_error_names_the_line(self):
        self.refused('problem_title = ', 'problem_title == = ', 'SyntaxError', 5)

    def test_leaving_at_import(self):
        self.refused("problem_title = 'Small'", 'raise SystemExit', 'SystemExit', 5)

    def test_data_error_names_the_line(self):
        self.refused('return np.arange(20.0)', "open('/none')\n    return np.arange(20.0)", 'get_train_data.*FileNotFound', 17)

    def test_data_is_no_pair(self):
        self.refused('return np.zeros((4, 2)), np.ones(4)', 'return np.zeros((4, 2))', 'get_test_data should return a pair')

    def test_duplicate_scores(self):
        self.refused("RelativeRMSE(name='rel')", "RelativeRMSE(name='rmse')", "named 'rmse'")

    def test_no_folds(self):
        self.refused('yield np.arange(0, 6), slice(6, 10)\n    yield np.arange(10) >= 5, np.arange(10) < 5', 'return []',
                     'no folds')

    def test_fold_out_of_range(self):
        self.refused('np.arange(0, 6), slice', 'np.arange(0, 60), slice', 'fold 0 cannot be hidden')

    def test_fold_of_unknown_kind(self):
        self.refused('np.arange(0, 6), slice', 'object(), slice', 'rows are given as object')

    def test_no_validation_rows(self):
        self.refused('slice(6, 10)', 'slice(6, 6)', 'Fold 0 of get_cv has no validation rows')

    def test_score_that_fails_on_the_truth(self):
        # Relative errors need targets that are not zero.
        self.refused('rw.score_types.RMSE()', "rw.score_types.ROCAUC(name='auc')", 'auc cannot be computed', None)

    def test_no_problem_file(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(KitRefused, 'no problem.py'):
            load_problem(options_of(folder))


if __name__ == '__main__':
    unittest.main()
