"""Containers are made from every kind of data, also by classes that know no `fold_is`."""

import functools
import types
import unittest

import numpy as np
import pandas as pd

import rampwf as rw
from databoard_scoring.containers import make_predictions, select_fold
from rampwf.utils.submission import run_fold


class Rows(unittest.TestCase):
    def test_arrays_lists_and_tables(self):
        series = pd.Series([5., 6., 7.], index=[2, 0, 1])
        for y in ([5., 6., 7.], (5., 6., 7.), np.array([5., 6., 7.]), series, range(5, 8)):
            for rows in ([0, 2], np.array([True, False, True]), slice(0, 3, 2)):
                self.assertEqual(select_fold(y, rows).tolist(), [5, 7])
            self.assertEqual(select_fold(y, None).tolist(), [5, 6, 7])
        table = series.to_frame()
        self.assertEqual(select_fold(table, [1]).tolist(), [[6.]])
        self.assertEqual(select_fold([[1], [2, 3], []], [1]).tolist(), [[2, 3]])

    def test_a_class_of_the_kits_own_gets_the_fold_as_it_is(self):
        class Ticks:
            def __getitem__(self, fold_is):
                return 'ticks of', fold_is

        ticks, fold_is = Ticks(), object()
        self.assertEqual(select_fold(ticks, fold_is), ('ticks of', fold_is))
        self.assertIs(select_fold(ticks, None), ticks)


class OldContainers(unittest.TestCase):
    """Kits' own `Predictions` from before there was `fold_is`."""

    def setUp(self):
        class Old(rw.prediction_types.BasePrediction):
            def __init__(self, y_pred=None, y_true=None, n_samples=None):
                given = y_pred if y_pred is not None else y_true
                self.y_pred = np.full(n_samples, np.nan) if given is None else np.array(given)

        class Partial(Old):
            def _make(self, names, y_pred=None, y_true=None, n_samples=None):
                super().__init__(y_pred, y_true, n_samples)
                self.names = names
            __init__ = functools.partialmethod(_make, ['a', 'b'])

        self.classes = Old, Partial, rw.prediction_types.make_regression()

    def test_rows_are_picked_for_them(self):
        for Predictions in self.classes:
            for rows in ([1, 3], slice(1, 4, 2), np.array([False, True, False, True])):
                for name in ('y_pred', 'y_true'):
                    made = make_predictions(Predictions, fold_is=rows, **{name: [0., 1., 2., 3.]})
                    self.assertEqual(made.y_pred.tolist(), [1., 3.])
            self.assertEqual(make_predictions(Predictions, y_true=[5.]).y_pred.tolist(), [5.])

    def test_a_fold_runs(self):
        X, y = np.arange(8.), np.arange(8.)
        workflow = types.SimpleNamespace(
            train_submission=lambda path, X, y, train_is: y[train_is].mean(),
            test_submission=lambda model, X: np.full(len(X), model))
        for Predictions in self.classes:
            problem = types.SimpleNamespace(
                Predictions=Predictions, workflow=workflow, score_types=[rw.score_types.RMSE()])
            run = run_fold(problem, None, (np.arange(4), np.arange(4, 8)), X, y)
            self.assertEqual(run.predictions['valid'].y_pred.tolist(), [1.5] * 4)
            self.assertAlmostEqual(run.scores['valid']['rmse'], np.sqrt(4 ** 2 + 1.25))
