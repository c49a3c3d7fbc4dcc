"""Workflows train and ask small submissions, with every kind of fold index."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import pandas as pd

import rampwf as rw

X = pd.DataFrame({'a': np.arange(6.), 'b': np.arange(6.)[::-1]}, index=list('uvwxyz'))
Y = np.array([0, 0, 1, 1, 1, 0])
# The same three rows, in every form that kits use
INDICES = ([1, 2, 3], np.array([1, 2, 3]), slice(1, 4),
           np.array([False, True, True, True, False, False]))

MEAN_CLASSIFIER = '''
class Classifier:
    def fit(self, X, y, previous=None):
        self.share, self.n_fitted, self.previous = y.mean(), len(X), previous
    def predict_proba(self, X):
        return [[1 - self.share, self.share]] * len(X)
'''
SUM_REGRESSOR = '''
class Regressor:
    def fit(self, X, y):
        self.total, self.n_fitted = y.sum(), len(X)
    def predict(self, X):
        return X.sum(axis=1) + self.total
'''
FIRST_COLUMN = '''
class FeatureExtractor:
    def fit(self, X, y):
        self.labels = list(X.index)
    def transform(self, X):
        return X.values[:, :1]
'''
ESTIMATOR = '''
from sklearn.{module} import {name}
def get_estimator():
    return {name}()
'''


class WorkflowTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, **sources):
        for name, source in sources.items():
            (self.folder / f'{name}.py').write_text(source)

    def train(self, workflow, train_is=None, X=X, y=Y, *more):
        return workflow.train_submission(str(self.folder), X, y, train_is, *more)


class Elements(unittest.TestCase):
    def test_element_names(self):
        for workflow, names in (
                (rw.workflows.Estimator(), 'estimator'),
                (rw.workflows.EstimatorExternalData(), 'estimator external_data.csv'),
                (rw.workflows.SKLearnPipeline('model.py', ['a.py', 'b.zip']), 'model a b.zip'),
                (rw.workflows.Classifier(), 'classifier'),
                (rw.workflows.Classifier(['other']), 'other'),
                (rw.workflows.Regressor(), 'regressor'),
                (rw.workflows.FeatureExtractor(), 'feature_extractor'),
                (rw.workflows.FeatureExtractorClassifier(), 'feature_extractor classifier'),
                (rw.workflows.FeatureExtractorRegressor(), 'feature_extractor regressor'),
                (rw.workflows.AirPassengers(), 'feature_extractor regressor external_data.csv'),
                (rw.workflows.Clusterer(), 'clusterer'),
                (rw.workflows.ElNino([1], [1]), 'ts_feature_extractor regressor'),
                (rw.workflows.TimeSeriesFeatureExtractor([1], [1]), 'ts_feature_extractor'),
                (rw.workflows.GridFeatureExtractor(), 'feature_extractor'),
                (rw.workflows.GridFeatureExtractorClassifier(), 'feature_extractor classifier'),
                (rw.workflows.ImageClassifier(4, 8, 1, 2), 'image_preprocessor batch_classifier'),
                (rw.workflows.SimplifiedImageClassifier(2), 'image_classifier'),
                (rw.workflows.ObjectDetector(), 'object_detector')):
            self.assertEqual(workflow.element_names, names.split())


class Training(WorkflowTest):
    def test_estimator(self):
        self.write(estimator=ESTIMATOR.format(module='dummy', name='DummyClassifier'))
        workflow = rw.workflows.Estimator()
        for train_is in INDICES:
            model = self.train(workflow, train_is)
            np.testing.assert_allclose(
                workflow.test_submission(model, X), [[1 / 3, 2 / 3]] * len(X))
        self.assertEqual(workflow.test_submission(self.train(workflow), X)[0].sum(), 1)
        self.write(estimator=ESTIMATOR.format(module='dummy', name='DummyRegressor'))
        model = self.train(workflow, [0, 2])
        np.testing.assert_array_equal(workflow.test_submission(model, X), [.5] * len(X))

    def test_classifier(self):
        self.write(classifier=MEAN_CLASSIFIER)
        workflow = rw.workflows.Classifier()
        for data in (X, X.values, list(X.values)):
            for train_is in INDICES:
                model = self.train(workflow, train_is, data)
                self.assertEqual((model.n_fitted, model.share), (3, 2 / 3))
        self.assertEqual(self.train(workflow).n_fitted, 6)
        self.assertEqual(self.train(workflow, None, X, Y, 'previous').previous, 'previous')

    def test_feature_extractor_and_classifier(self):
        self.write(feature_extractor=FIRST_COLUMN, classifier=MEAN_CLASSIFIER)
        workflow = rw.workflows.FeatureExtractorClassifier()
        for train_is in INDICES:
            extractor, classifier = model = self.train(workflow, train_is)
            self.assertEqual(extractor.labels, ['v', 'w', 'x'])
            self.assertEqual((classifier.n_fitted, classifier.share), (3, 2 / 3))
            self.assertEqual(len(workflow.test_submission(model, X)), 6)
        extractor, classifier = self.train(workflow, None, X, Y, model)
        self.assertIs(classifier.previous, model[1])

    def test_feature_extractor_and_regressor(self):
        self.write(feature_extractor=FIRST_COLUMN, regressor=SUM_REGRESSOR)
        workflow = rw.workflows.FeatureExtractorRegressor()
        for train_is in INDICES:
            model = self.train(workflow, train_is)
            self.assertEqual(list(workflow.test_submission(model, X)), [2, 3, 4, 5, 6, 7])
        series = pd.Series(Y, index=list('abcdef'))
        self.assertEqual(self.train(workflow, [1, 2, 3], X, series)[1].total, 2)

    def test_clusterer(self):
        self.write(clusterer='''
class Clusterer:
    def fit(self, X, y):
        pass
    def predict_single_event(self, points):
        return points[:, 0] > points[:, 0].mean()
''')
        workflow = rw.workflows.Clusterer()
        hits = np.array([[7, 1.], [9, 5.], [7, 3.], [9, 4.]])
        labels = workflow.test_submission(self.train(workflow, None, hits, hits), hits)
        self.assertEqual(labels.tolist(), [[7, 0], [9, 1], [7, 1], [9, 0]])
        self.assertEqual(labels.dtype.kind, 'i')

    def test_object_detector(self):
        self.write(object_detector='''
class ObjectDetector:
    def fit(self, X, y):
        self.n_fitted = len(X)
    def predict(self, X):
        return [[(1., 2., 3., 4.)]] * len(X)
''')
        workflow = rw.workflows.ObjectDetector()
        model = self.train(workflow, [0, 1], np.zeros((6, 4, 4)))
        self.assertEqual(model.n_fitted, 2)
        self.assertEqual(len(workflow.test_submission(model, np.zeros((3, 4, 4)))), 3)

    def test_drug_spectra(self):
        self.write(
            feature_extractor_clf=FIRST_COLUMN, classifier=MEAN_CLASSIFIER.replace(
                'y.mean()', "(y == 'q').mean()"),
            feature_extractor_reg='''
class FeatureExtractor:
    def fit(self, X, y):
        pass
    def transform(self, X):
        return X[['p', 'q']].values.astype(float)
''', regressor=SUM_REGRESSOR)
        y = np.array(list(zip('pqpqpp', [1., 2., 3., 4., 5., 6.])), dtype=object)
        workflow = rw.workflows.DrugSpectra()
        model = self.train(workflow, [0, 1], X, y)
        self.assertEqual(workflow.test_submission(model, X).tolist(), [[.5, .5, 4.]] * 6)
        self.assertEqual(list(X.columns), ['a', 'b'])


class Importing(WorkflowTest):
    def test_names_of_utils(self):
        for name in ('assert_cv assert_data assert_notebook assert_read_problem assert_score_types '
                     'assert_submission assert_title blend_submissions get_score_cv_bags '
                     'import_module_from_source pickle_trained_model run_submission_on_cv_fold '
                     'unpickle_trained_model').split():
            self.assertTrue(callable(getattr(rw.utils, name)), name)

    def test_import_file(self):
        self.write(old='answer = 42')
        self.assertEqual(
            rw.utils.importing.import_file(str(self.folder), 'old').answer, 42)

    def test_every_call_runs_the_file_afresh(self):
        import sys
        self.write(some_submission='items = []\nhere = __file__')
        path = self.folder / 'some_submission.py'
        first = rw.utils.import_module_from_source(path, 'some_submission', sanitize=True)
        second = rw.utils.import_module_from_source(path, 'some_submission')
        self.assertIsNot(first.items, second.items)
        self.assertEqual(first.here, str(path))
        self.assertNotIn('some_submission', sys.modules)

    def test_words_are_not_forbidden(self):
        self.write(classifier='# please open the door, shutil\n' + MEAN_CLASSIFIER)
        self.train(rw.workflows.Classifier())

    def test_not_a_python_file(self):
        with self.assertRaises(ImportError):
            rw.utils.import_module_from_source(self.folder / 'notes.txt', 'notes')

    def test_module_paths_that_kits_use(self):
        from rampwf.prediction_types.base import BasePrediction  # noqa: F401
        from rampwf.prediction_types.detection import Predictions  # noqa: F401
        from rampwf.score_types.base import BaseScoreType  # noqa: F401
        from rampwf.score_types.classifier_base import ClassifierBaseScoreType  # noqa: F401
        from rampwf.score_types.detection import (  # noqa: F401
            SCP, AverageDetectionPrecision, DetectionPrecision, DetectionRecall)
        from rampwf.utils.importing import (  # noqa: F401
            import_file, import_module_from_source)
        from rampwf.utils.testing import assert_submission  # noqa: F401
        from rampwf.workflows.image_classifier import ImageClassifier, get_nb_minibatches
        from rampwf.workflows.regressor import Regressor  # noqa: F401
        from rampwf.workflows.sklearn_pipeline import Estimator, SKLearnPipeline  # noqa: F401
        from rampwf.workflows.ts_feature_extractor import TimeSeriesFeatureExtractor
        self.assertIs(rw.workflows.ImageClassifier, ImageClassifier)
        self.assertIs(rw.workflows.TimeSeriesFeatureExtractor, TimeSeriesFeatureExtractor)
        self.assertEqual([get_nb_minibatches(n, 4) for n in (0, 1, 4, 5)], [0, 1, 1, 2])
