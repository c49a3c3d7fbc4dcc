"""CV bagging gives ramp-workflow's numbers."""

import unittest

import numpy as np

import rampwf as rw
from databoard_scoring.bagging import bagged_score, bagged_scores, bagging_curve, combine_folds
from tests.rampwf.vectors import TOLERANCE, load_vectors

SCORE_TYPES = {'accuracy': rw.score_types.Accuracy, 'rmse': rw.score_types.RMSE,
               'negative log likelihood': rw.score_types.NegativeLogLikelihood}


class ReferenceCurves(unittest.TestCase):
    def setUp(self):
        self.cases = load_vectors()['bagging']

    def build(self, case):
        Predictions = (rw.prediction_types.make_regression() if case['score'] == 'rmse' else
                       rw.prediction_types.make_multiclass(label_names=['a', 'b', 'c']))
        full = [np.array(y_pred) for y_pred in case['y_pred_full_per_fold']]
        return Predictions, full, Predictions(y_true=np.array(case['y_true']))

    def test_valid(self):
        for case in self.cases:
            with self.subTest(score=case['score']):
                Predictions, full, truth = self.build(case)
                valid_is = case['valid_is']
                valid = [y_pred[index] for y_pred, index in zip(full, valid_is)]
                score_type = SCORE_TYPES[case['score']]()
                arguments = Predictions, valid, valid_is, truth, score_type
                np.testing.assert_allclose(
                    bagging_curve(*arguments), case['valid_curve'], rtol=0, atol=TOLERANCE)
                self.assertAlmostEqual(
                    bagged_score(*arguments), case['valid_curve'][-1], delta=TOLERANCE)
                combined = combine_folds(Predictions, valid, valid_is, len(truth.y_pred))
                mask = combined.valid_indexes
                self.assertEqual(mask.sum(), case['valid_n_final'])
                np.testing.assert_allclose(combined.y_pred[mask], case['valid_combined_final'],
                                           rtol=0, atol=TOLERANCE)

    def test_test(self):
        key = 'test_curve_if_the_same_arrays_were_test_predictions'
        for case in self.cases:
            if key not in case:
                continue
            with self.subTest(score=case['score']):
                Predictions, full, truth = self.build(case)
                score_type = SCORE_TYPES[case['score']]()
                curve = bagging_curve(Predictions, full, None, truth, score_type)
                np.testing.assert_allclose(curve, case[key], rtol=0, atol=TOLERANCE)


class Properties(unittest.TestCase):
    def setUp(self):
        self.Predictions = rw.prediction_types.make_regression()
        self.truth = self.Predictions(y_true=np.arange(5.))

    def score(self, predictions, indices):
        return bagged_score(
            self.Predictions, predictions, indices, self.truth, rw.score_types.RMSE())

    def test_masks_slices_and_positions_are_alike(self):
        y_pred = [np.array([1., 4.]), np.array([3., 3.])]
        mask = np.array([True, False, True, False, False])
        self.assertEqual(self.score(y_pred, [mask, slice(3, 5)]),
                         self.score(y_pred, [[0, 2], np.array([3, 4])]))

    def test_predictions_objects_are_welcome(self):
        y_pred = [np.ones(5), np.zeros(5)]
        wrapped = [self.Predictions(y_pred=y) for y in y_pred]
        self.assertEqual(self.score(y_pred, None), self.score(wrapped, None))

    def test_nothing_is_changed(self):
        y_pred = [self.Predictions(y_pred=np.ones(2))]
        bagged_scores(self.Predictions, y_pred, [[1, 2]], self.truth,
                      [rw.score_types.RMSE(name='a'), rw.score_types.MARE(name='b')])
        self.assertEqual(len(self.truth.y_pred), 5)
        self.assertEqual(y_pred[0].y_pred.tolist(), [1, 1])

    def test_wrong_sizes_are_refused(self):
        with self.assertRaises(ValueError):
            self.score([np.ones(3)], [[0, 1]])
        with self.assertRaises(ValueError):
            self.score([np.ones(3)], None)
        with self.assertRaises(ValueError):
            self.score([np.ones(5)], [None, None])

    def test_detection(self):
        Predictions = rw.prediction_types.make_detection()
        truth = Predictions(y_true=[[(5, 5, 2)], [(9, 9, 3)]])
        y_pred = [Predictions(y_pred=[[(0.9, 5, 5, 2)]])]
        score = bagged_score(Predictions, y_pred, [[0]], truth, rw.score_types.DetectionRecall())
        # As in ramp-workflow, what no fold has looked at was not found.
        self.assertEqual(score, .5)
