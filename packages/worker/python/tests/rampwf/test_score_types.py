"""Score types give ramp-workflow's numbers."""

import unittest
import warnings

import numpy as np

import rampwf as rw
from rampwf.score_types.detection.geometry import circle_iou

from .vectors import TOLERANCE, as_input, load_vectors, make_predictions_type, make_score_type


class ReferenceScores(unittest.TestCase):
    def test_values_and_attributes(self):
        for number, case in enumerate(load_vectors()['scores']):
            with self.subTest(number=number, score=case['score'], case=case['case']):
                spec = case['predictions']
                Predictions = make_predictions_type(spec)
                truth = Predictions(y_true=as_input(case['y_true'], spec))
                predictions = Predictions(y_pred=as_input(case['y_pred'], spec))
                score_type = make_score_type(case)
                value = score_type.score_function(truth, predictions)
                self.assertAlmostEqual(value, case['expected'], delta=TOLERANCE)
                for name, expected in case['attributes'].items():
                    expected = float(expected) if expected == 'inf' else expected
                    self.assertEqual(getattr(score_type, name), expected, name)


class EdgeCases(unittest.TestCase):
    def test_lengths_must_agree(self):
        Predictions = rw.prediction_types.make_regression()
        with self.assertRaisesRegex(ValueError, 'should have 3 instances.*has 2 instances'):
            rw.score_types.RMSE().score_function(
                Predictions(y_true=[1., 2., 3.]), Predictions(y_pred=[1., 2.]))

    def test_own_score_type_without_super(self):
        class Bias(rw.score_types.BaseScoreType):
            is_lower_the_better = True
            minimum = 0.0
            maximum = 10.0

            def __init__(self, name='bias', precision=1):
                self.name = name
                self.precision = precision

            def __call__(self, y_true, y_pred):
                return abs(np.mean(y_pred - y_true))

        Predictions = rw.prediction_types.make_regression()
        bias = Bias()
        self.assertEqual(bias.worst, 10.0)
        self.assertEqual(bias.score_function(
            Predictions(y_true=[1., 2.]), Predictions(y_pred=[2., 3.])), 1.0)

    def test_classifier_base_knows_the_label_names(self):
        class NameOfFirst(rw.score_types.ClassifierBaseScoreType):
            def __call__(self, y_true, y_pred):
                return self.label_names[y_pred[0]]

        Predictions = rw.prediction_types.make_multiclass(label_names=['a', 'b'])
        self.assertEqual(NameOfFirst().score_function(
            Predictions(y_true=['a']), Predictions(y_pred=[[.1, .9]])), 'b')

    def test_combination_of_opposite_directions(self):
        with self.assertRaises(ValueError):
            rw.score_types.Combined(
                [rw.score_types.Accuracy(), rw.score_types.RMSE()], [0.5, 0.5])

    def test_combinations_do_not_take_arrays(self):
        part = rw.score_types.RMSE()
        for score_type in (rw.score_types.Combined([part], [1]),
                           rw.score_types.MakeCombined(part, 0)):
            with self.assertRaises(ValueError):
                score_type(np.zeros(2), np.zeros(2))

    def test_detection_without_circles(self):
        Predictions = rw.prediction_types.make_detection()
        nothing = Predictions(y_true=[[], []])
        one = Predictions(y_pred=[[(0.9, 5, 5, 2)], []])
        none = Predictions(y_pred=[[], []])
        detection = rw.score_types
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            self.assertEqual(detection.OSPA().score_function(nothing, one), 1.0)
            self.assertEqual(detection.OSPA().score_function(nothing, none), 1.0)
            self.assertTrue(np.isnan(detection.SCP((10, 10)).score_function(nothing, none)))
            self.assertEqual(
                detection.DetectionAveragePrecision().score_function(nothing, none), 0.0)
            self.assertEqual(detection.SCP((10, 10)).score_function(nothing, one), 1.0)
            self.assertEqual(detection.DetectionPrecision().score_function(nothing, one), 0.0)
            for score_type in (detection.DetectionRecall(), detection.MADCenter(),
                               detection.DetectionAveragePrecision()):
                self.assertTrue(np.isnan(score_type.score_function(nothing, one)))

    def test_brier_parts_look_at_the_second_class_alone(self):
        Predictions = rw.prediction_types.make_multiclass(label_names=[0, 1, 2])
        truth = Predictions(y_true=[1, 2, 2, 0])
        predictions = Predictions(y_pred=[[0, .95, 0], [0, .95, 0], [0, .05, 0], [0, .05, 0]])
        reliability = rw.score_types.BrierScoreReliability().score_function(truth, predictions)
        self.assertAlmostEqual(reliability, ((.005 - .5) ** 2 + .005 ** 2) / 2)

    def test_a_minipatch_is_rows_then_columns_half_open(self):
        Predictions = rw.prediction_types.make_detection()
        truth = Predictions(y_true=[[(28, 7, 5), (27.9, 7, 5), (57, 196, 5)]])
        found = Predictions(y_pred=[[(0.9, 28, 7, 5)]])
        recall = rw.score_types.DetectionRecall(minipatch=[28, 100, 0, 196])
        self.assertEqual(recall.score_function(truth, found), 1.0)

    def test_circle_overlap(self):
        self.assertEqual(circle_iou((0, 0, 1), (2, 0, 1)), 0.0)
        self.assertEqual(circle_iou((0, 0, 1), (0, 0, 1)), 1.0)
        self.assertEqual(circle_iou((0, 0, 1), (0.5, 0, 2)), 0.25)
        # Two sectors of 120 degrees plus, not minus, the kite between them: see circle_iou.
        intersection = 2 * np.pi / 3 + np.sqrt(3) / 2
        self.assertAlmostEqual(circle_iou((0, 0, 1), (1, 0, 1)),
                               intersection / (2 * np.pi - intersection), delta=TOLERANCE)
