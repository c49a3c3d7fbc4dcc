"""Workflows on fields over time, on stand-ins and, where it is installed, on xarray."""

import importlib.util
import unittest

import numpy as np

import rampwf as rw
from rampwf.workflows.ts_feature_extractor import select_steps

from .fields import make_dataset, make_fields
from .test_workflows import MEAN_CLASSIFIER, SUM_REGRESSOR, WorkflowTest

N_BURN_IN, N_ROWS = 3, 20

# Each row is made of the steps from `first` to `last`, counted from the row's own step.
EXTRACTOR = '''
import numpy as np
class FeatureExtractor:
    def transform(self, X):
        values = np.asarray(X['temperature'].values)
        steps = range(X.n_burn_in, len(values))
        return np.array([values[s + {first}:s + {last} + 1].mean(axis=0) for s in steps])
'''
MEAN_REMOVED = '''
class FeatureExtractor:
    def transform(self, X):
        values = X['temperature'].values
        return (values - values.mean(axis=0))[X.n_burn_in:]
'''
WITH_FIT = '''
class FeatureExtractor:
    def fit(self, X, y):
        self.sizes = len(X['time']), len(y)
        {more}
    def transform(self, X):
        return X['temperature'].values[X.n_burn_in:]
'''
GRID_EXTRACTOR = '''
class FeatureExtractor:
    def fit(self, X, y):
        self.n_fitted = len(X['rain'].values), len(y)
    def transform(self, X):
        return X['rain'].values.reshape(len(X['rain'].values), -1)
'''


class OnStandIns(WorkflowTest):
    make = staticmethod(make_fields)

    def setUp(self):
        super().setUp()
        values = np.random.RandomState(0).rand(N_BURN_IN + N_ROWS, 2)
        self.X = self.make(N_BURN_IN, temperature=(('time', 'place'), values),
                           mask=(('place',), np.array([1, 0])))
        self.y = np.arange(float(N_ROWS))
        self.workflow = rw.workflows.TimeSeriesFeatureExtractor([12, 15], [5, 9])

    def features(self, source):
        self.write(ts_feature_extractor=source)
        return self.workflow.test_submission(
            self.train(self.workflow, None, self.X, self.y), self.X)

    def test_the_past_may_be_used(self):
        before = np.array(self.X['temperature'].values)
        self.assertEqual(self.features(EXTRACTOR.format(first=-2, last=0)).shape, (N_ROWS, 2))
        np.testing.assert_array_equal(self.X['temperature'].values, before)

    def test_the_future_may_not(self):
        for last in (1, 3):
            with self.assertRaisesRegex(AssertionError, 'looks into the future by at least '
                                        f'{last} time steps'):
                self.features(EXTRACTOR.format(first=-1, last=last))
        with self.assertRaisesRegex(AssertionError, 'at least 5 time steps'):
            self.features(MEAN_REMOVED)

    def test_whole_numbers_have_a_future_too(self):
        values = np.arange((N_BURN_IN + N_ROWS) * 2).reshape(-1, 2)
        days = np.arange(len(values)).astype('datetime64[D]').astype('datetime64[ns]')
        self.X = self.make(N_BURN_IN, temperature=(('time', 'place'), values),
                           day=(('time',), days))
        self.features(EXTRACTOR.format(first=-2, last=0))
        with self.assertRaisesRegex(AssertionError, 'at least 1 time steps'):
            self.features(EXTRACTOR.format(first=-1, last=1))

    def test_a_check_draws_from_the_global_random_numbers(self):
        self.write(ts_feature_extractor=EXTRACTOR.format(first=0, last=0))
        model = self.train(self.workflow, None, self.X, self.y)
        np.random.seed(1)
        self.workflow.test_submission(model, self.X)
        after = np.random.randn()
        np.random.seed(1)
        n_checks, n_variables = 2, 2
        self.assertEqual(np.random.randn(n_checks * n_variables + 1)[-1], after)

    def test_nan_is_no_change(self):
        self.X['temperature'].values[4, 0] = np.nan
        self.features(EXTRACTOR.format(first=-2, last=0))

    def test_rows_must_not_come_and_go(self):
        with self.assertRaisesRegex(AssertionError, '11 rows'):
            self.features(MEAN_REMOVED.replace('n_burn_in:', 'n_burn_in:-1'))

    def test_fit_is_optional_but_its_errors_count(self):
        self.write(ts_feature_extractor=WITH_FIT.format(more=''))
        for train_is in (slice(0, 10), np.arange(10), np.arange(N_ROWS) < 10):
            model = self.train(self.workflow, train_is, self.X, self.y)
            self.assertEqual(model.sizes, (10 + N_BURN_IN, 10))
        self.write(ts_feature_extractor=WITH_FIT.format(more='self.no_such_thing'))
        with self.assertRaises(AttributeError):
            self.train(self.workflow, None, self.X, self.y)

    def test_steps_of_a_block(self):
        steps = self.make(N_BURN_IN, number=(('time',), np.arange(N_BURN_IN + N_ROWS)))
        chosen = select_steps(steps, [0, 1, 2, 3])['number'].values
        self.assertEqual(list(chosen), [0, 1, 2, 3, 3, 4, 5])
        chosen = list(select_steps(steps, None)['number'].values)
        self.assertEqual(chosen, [*range(N_ROWS), *range(N_ROWS - 1, N_ROWS - 1 + N_BURN_IN)])

    def test_el_nino(self):
        self.write(ts_feature_extractor=EXTRACTOR.format(first=0, last=0),
                   regressor=SUM_REGRESSOR)
        workflow = rw.workflows.ElNino([8], [5])
        self.assertEqual(workflow.element_names, ['ts_feature_extractor', 'regressor'])
        model = self.train(workflow, np.arange(10), self.X, self.y)
        self.assertEqual((model[1].n_fitted, model[1].total), (10, 45.))
        np.testing.assert_allclose(
            workflow.test_submission(model, self.X),
            self.X['temperature'].values[N_BURN_IN:].sum(axis=1) + 45)

    def test_grid(self):
        self.write(feature_extractor=GRID_EXTRACTOR, classifier=MEAN_CLASSIFIER)
        workflow = rw.workflows.GridFeatureExtractorClassifier()
        self.assertEqual(workflow.element_names, ['feature_extractor', 'classifier'])
        y = np.array([0, 1, 1, 0])
        for dims in (('enstime', 'lat', 'lon'), ('time', 'lat', 'lon')):
            X = self.make(0, rain=(dims, np.zeros((4, 2, 3))))
            for train_is in ([0, 1, 2], slice(3), np.array([True, True, True, False])):
                extractor, classifier = model = self.train(workflow, train_is, X, y)
                self.assertEqual(extractor.n_fitted, (3, 3))
                self.assertEqual((classifier.n_fitted, classifier.share), (3, 2 / 3))
            self.assertEqual(len(workflow.test_submission(model, X)), 4)
        X = self.make(0, rain=(('lat', 'lon'), np.zeros((2, 3))))
        with self.assertRaisesRegex(ValueError, 'no dimension of X is a time'):
            self.train(workflow, [0], X, y)


@unittest.skipUnless(importlib.util.find_spec('xarray'), 'xarray is not installed')
class OnXarray(OnStandIns):
    make = staticmethod(make_dataset)
