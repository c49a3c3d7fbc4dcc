"""Names, defaults and directions are those that kits and boards know."""

import math
import subprocess
import sys
import unittest

import numpy as np

import rampwf as rw

from .vectors import load_vectors

st, pt = rw.score_types, rw.prediction_types
INFINITE = math.inf
# class: default name, precision, is lower better, minimum, maximum
DEFAULTS = {
    st.Accuracy: ('accuracy', 2, False, 0, 1),
    st.BalancedAccuracy: ('balanced_accuracy', 2, False, 0, 1),
    st.ClassificationError: ('classification error', 2, True, 0, 1),
    st.MacroAveragedRecall: ('accuracy', 2, False, 0, 1),
    st.F1Above: ('f1_above', 2, False, 0, 1),
    st.NegativeLogLikelihood: ('negative log likelihood', 2, True, 0, INFINITE),
    st.ROCAUC: ('roc_auc', 2, False, 0, 1),
    st.NormalizedGini: ('normalized_gini', 2, False, -1, 1),
    st.BrierScore: ('brier_score', 3, True, 0, 1),
    st.BrierSkillScore: ('brier_score', 3, False, -1, 1),
    st.BrierScoreReliability: ('brier_score', 3, True, 0, 1),
    st.BrierScoreResolution: ('brier_score', 3, False, 0, 1),
    st.RMSE: ('rmse', 2, True, 0, INFINITE),
    st.RelativeRMSE: ('rmse', 2, True, 0, INFINITE),
    st.NormalizedRMSE: ('rmse', 2, True, 0, INFINITE),
    st.MARE: ('mare', 2, True, 0, INFINITE),
    st.ClusteringEfficiency: ('clustering_efficiency', 2, False, 0, 1),
    st.DetectionAveragePrecision: ('average_precision', 3, False, 0, 1),
    st.DetectionPrecision: ('precision(IOU=0.5)', 3, False, 0, 1),
    st.DetectionRecall: ('recall(IOU=0.5)', 3, False, 0, 1),
    st.MADCenter: ('mad_center(IOU=0.5)', 3, True, 0, INFINITE),
    st.MADRadius: ('mad_radius(IOU=0.5)', 3, True, 0, INFINITE),
    st.OSPA: ('ospa', 3, True, 0, 1),
}


def described(score_type):
    return (score_type.name, score_type.precision, score_type.is_lower_the_better,
            score_type.minimum, score_type.maximum)


class ScoreTypes(unittest.TestCase):
    def test_defaults(self):
        for Class, expected in DEFAULTS.items():
            with self.subTest(score=Class.__name__):
                self.assertEqual(described(Class()), expected)
                named = Class(name='mine', precision=5)
                self.assertEqual(described(named), ('mine', 5, *expected[2:]))
                self.assertEqual(described(Class('mine', 5)), described(named))
        self.assertEqual(described(st.SoftAccuracy([[1, 2], [3, 4]])),
                         ('soft precision', 2, False, 0, 4))
        self.assertEqual(described(st.SCP((9, 9))), ('scp', 3, True, 0, 1))

    def test_the_worst_value(self):
        for Class, (_, _, is_lower, minimum, maximum) in DEFAULTS.items():
            self.assertEqual(Class().worst, maximum if is_lower else minimum)

    def test_parts_of_combinations(self):
        parts = [st.ClassificationError(name='err', precision=4), st.RMSE()]
        self.assertEqual(described(st.MakeCombined(parts[0], 0)), ('err', 4, True, 0, 1))
        self.assertEqual(described(st.Combined(parts, [.5, .5])),
                         ('combined', 2, True, 0, INFINITE))
        self.assertEqual(described(st.Combined(parts[:1], [3], name='x', precision=1)),
                         ('x', 1, True, 0, 3))

    def test_kinship(self):
        for Class in (*DEFAULTS, st.SoftAccuracy, st.SCP, st.Combined, st.MakeCombined):
            self.assertTrue(issubclass(Class, st.BaseScoreType))
        for Class in (st.Accuracy, st.BalancedAccuracy, st.ClassificationError, st.F1Above,
                      st.MacroAveragedRecall, st.NormalizedGini):
            self.assertTrue(issubclass(Class, st.ClassifierBaseScoreType))
        self.assertFalse(issubclass(st.ROCAUC, st.ClassifierBaseScoreType))
        for Class in (st.DetectionPrecision, st.DetectionRecall, st.MADCenter, st.MADRadius):
            self.assertTrue(issubclass(Class, st.DetectionBaseIOUScoreType))
        for Class in (st.OSPA, st.SCP, st.DetectionBaseIOUScoreType):
            self.assertTrue(issubclass(Class, st.DetectionBaseScoreType))
        self.assertIs(st.AverageDetectionPrecision, st.DetectionAveragePrecision)

    def test_the_second_column_also_of_three(self):
        Predictions = pt.make_multiclass(['a', 'b', 'c'])
        truth = Predictions(y_true=list('abba'))
        y_pred = np.array([[.5, .1, .4], [0, .9, .1], [.1, .6, .3], [.2, .2, .6]])
        score = st.ROCAUC().score_function(truth, Predictions(y_pred=y_pred))
        self.assertEqual(score, 1)


class PredictionTypes(unittest.TestCase):
    def test_names_and_columns(self):
        two = pt.make_multiclass(label_names=['a', 'b'])
        one = pt.make_regression(label_names=['x'])
        for Class, name, n_columns, n_columns_true in (
                (pt.make_regression(), 'Regression', 0, 0), (one, 'Regression', 1, 1),
                (two, 'Predictions', 2, 0), (pt.make_clustering(), 'Clustering', 2, 2)):
            self.assertEqual((Class.__name__, Class.n_columns, Class.n_columns_true),
                             (name, n_columns, n_columns_true))
        combined = pt.make_combined([two, one])
        self.assertEqual((combined.__name__, combined.n_columns, combined.n_columns_true),
                         ('Predictions', 0, 0))
        self.assertEqual(combined(n_samples=1).n_columns, 3)
        self.assertIs(pt.make_detection(), pt.make_detection())
        self.assertEqual(pt.make_detection().iou_threshold, .5)

    def test_the_order_of_arguments(self):
        Predictions = pt.make_regression()
        y_pred, y_true = np.array([1., 2.]), np.array([3., 4.])
        self.assertEqual(Predictions(y_pred, y_true, 7, [1]).y_pred.tolist(), [2])
        self.assertEqual(Predictions(None, y_true, 7, [1]).y_pred.tolist(), [4])
        self.assertEqual(len(Predictions(None, None, 7).y_pred), 7)

    def test_only_the_first_column_says_what_was_predicted(self):
        y_pred = np.array([[np.nan, 1.], [1., np.nan]])
        names = ['x', 'y']
        self.assertEqual(pt.make_regression(names)(y_pred=y_pred).valid_indexes.tolist(),
                         [False, True])
        self.assertEqual(pt.make_clustering()(y_pred=y_pred).valid_indexes.tolist(),
                         [True, False])
        cube = pt.BasePrediction(y_pred=np.zeros((2, 2, 2)))
        with self.assertRaises(ValueError):
            cube.valid_indexes


class Vectors(unittest.TestCase):
    def test_all_of_them_are_here(self):
        vectors = load_vectors()
        self.assertEqual({name: len(vectors[name]) for name in vectors if name != '_about'},
                         {'scores': 54, 'combine': 3, 'bagging': 3, 'blend_on_fold': 5, 'cvs': 7})


class Modules(unittest.TestCase):
    def test_every_module_can_be_reached_from_the_package(self):
        code = '''
import rampwf as rw
rw.prediction_types.base.BasePrediction, rw.prediction_types.detection.Predictions
rw.prediction_types.multiclass, rw.prediction_types.regression, rw.prediction_types.combined
rw.score_types.base.BaseScoreType, rw.score_types.classifier_base.ClassifierBaseScoreType
rw.score_types.detection.SCP, rw.utils.importing.import_file, rw.utils.testing.assert_submission
rw.workflows.regressor.Regressor, rw.workflows.sklearn_pipeline.Estimator
rw.workflows.image_classifier.get_nb_minibatches, rw.cvs, rw.externals, rw.__version__
rw.workflows.feature_extractor.FeatureExtractor, rw.workflows.classifier.Classifier
print(hasattr(rw, 'hyperopt'))
'''
        printed = subprocess.run(
            [sys.executable, '-c', code], check=True, capture_output=True, text=True)
        self.assertEqual(printed.stdout.strip(), 'False')
