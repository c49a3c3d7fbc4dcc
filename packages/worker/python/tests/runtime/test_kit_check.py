"""The constant predictor: what it says for each kind of predictions, and that it is scored like anyone else."""

import unittest
from io import BytesIO
from types import SimpleNamespace

import numpy as np

import rampwf as rw
from databoard_runtime.kit_check import NotAvailable, constant_predictions, constant_scores, targets
from databoard_runtime.predictions import read_predictions
from databoard_runtime.scoring import Scoring

FOLDS = [(np.array([0, 1, 2, 3]), np.array([4, 5])), (np.array([2, 3, 4, 5]), np.array([0, 1]))]


def kit_of(Predictions, score_types, y_train, y_test):
    problem = SimpleNamespace(Predictions=Predictions, score_types=score_types)
    data = SimpleNamespace(y_train=y_train, y_test=y_test, n_train=len(y_train), folds=FOLDS,
                           n_test=None if y_test is None else len(y_test), has_test=y_test is not None)
    return problem, data, Scoring(problem, data)


def said(problem, data, scoring, fold_index=0):
    train, test = constant_predictions(problem, data, scoring, fold_index)
    expected = scoring._empty(data.n_train)
    return (read_predictions(train, 'valid', data.n_train, expected),
            test and read_predictions(test, 'test', data.n_test, scoring._empty(data.n_test)))


class Constant(unittest.TestCase):
    def test_class_shares_of_the_training_rows(self):
        kit = kit_of(rw.prediction_types.make_multiclass(['a', 'b']),
                     [rw.score_types.Accuracy(), rw.score_types.NegativeLogLikelihood()],
                     np.array(['a', 'a', 'a', 'b', 'b', 'b']), np.array(['b', 'a']))
        train, test = said(*kit)
        np.testing.assert_array_equal(train, [[0.75, 0.25]] * 6)
        np.testing.assert_array_equal(test, [[0.75, 0.25]] * 2)
        scores = {(score['scoreType'], score['step']): score['value'] for score in constant_scores(*kit, 0)}
        self.assertEqual(scores['accuracy', 'train'], 0.75)
        self.assertEqual(scores['accuracy', 'valid'], 0)
        self.assertEqual(scores['accuracy', 'test'], 0.5)
        self.assertAlmostEqual(scores['negative log likelihood', 'valid'], -np.log(0.25))
        self.assertEqual({(score['scoreType'], score['step']) for score in constant_scores(*kit, None)},
                         {(name, step) for name in ('accuracy', 'negative log likelihood') for step in ('valid', 'test')})

    def test_the_mean_of_a_number_and_of_several(self):
        kit = kit_of(rw.prediction_types.make_regression(), [rw.score_types.RMSE()],
                     np.array([1., 2, 3, 6, 100, 100]), None)
        train, test = said(*kit)
        np.testing.assert_array_equal(train, [3.] * 6)
        self.assertIsNone(test)
        self.assertEqual([score['step'] for score in constant_scores(*kit, 0)], ['train', 'valid'])
        two = kit_of(rw.prediction_types.make_regression(['u', 'v']), [rw.score_types.RMSE()],
                     np.arange(12.).reshape(6, 2), None)
        np.testing.assert_array_equal(said(*two)[0], [[3., 4.]] * 6)

    def test_combined_parts_side_by_side(self):
        Predictions = rw.prediction_types.make_combined([
            rw.prediction_types.make_multiclass(['a', 'b']), rw.prediction_types.make_regression(['amount'])])
        y = np.array([['a', 2.], ['a', 4.], ['b', 6.], ['b', 8.], ['a', 0.], ['a', 0.]], dtype=object)
        problem, data, scoring = kit_of(Predictions, [], y, None)
        np.testing.assert_array_equal(said(problem, data, scoring)[0], [[.5, .5, 5.]] * 6)

    def test_every_event_is_one_cluster(self):
        y = np.array([[1, 0], [1, 1], [1, 1], [2, 0], [2, 3], [2, 3]])
        kit = kit_of(rw.prediction_types.make_clustering(), [rw.score_types.ClusteringEfficiency()], y, y[:3] + [7, 0])
        train, test = said(*kit)
        np.testing.assert_array_equal(train, [[1, 0]] * 3 + [[2, 0]] * 3)
        np.testing.assert_array_equal(test, [[8, 0]] * 3)
        self.assertEqual(len(constant_scores(*kit, 0)), 3)
        # The number of the event is not what one has to find out.
        np.testing.assert_array_equal(targets(kit[0], kit[2].truth('valid')), y[:, 1:])

    def test_detection_finds_nothing(self):
        y = np.empty(6, dtype=object)
        y[:] = [[(10., 10., 5.)]] * 6
        kit = kit_of(rw.prediction_types.make_detection(),
                     [rw.score_types.detection.AverageDetectionPrecision()], y, y[:2])
        train, test = said(*kit)
        self.assertEqual((train.tolist(), test.tolist()), ([[]] * 6, [[]] * 2))
        self.assertEqual(len(constant_scores(*kit, 0)), 3)
        self.assertEqual(len(constant_scores(*kit, None)), 2)

    def test_a_kits_own_kind_has_a_mean_or_a_reason(self):
        class Words:
            def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
                y = y_pred if y_pred is not None else y_true
                self.y_pred = np.asarray(y)[slice(None) if fold_is is None else fold_is]

        own = kit_of(Words, [], np.arange(6.), None)
        np.testing.assert_array_equal(np.load(BytesIO(constant_predictions(*own, 0)[0])), [1.5] * 6)
        for y, reason in ((np.array(list('abcdef')), 'no array of numbers'), (np.full(6, np.nan), 'not finite')):
            with self.assertRaisesRegex(NotAvailable, reason):
                constant_scores(*kit_of(Words, [], y, None), 0)

    def test_a_score_that_cannot_take_a_constant_is_a_reason(self):
        class Broken:
            name = 'broken'

            def score_function(self, truth, predictions):
                raise ZeroDivisionError('no variance')

        kit = kit_of(rw.prediction_types.make_regression(), [Broken()], np.arange(6.), None)
        with self.assertRaisesRegex(NotAvailable, 'broken.*ZeroDivisionError'):
            constant_scores(*kit, 0)


if __name__ == '__main__':
    unittest.main()
