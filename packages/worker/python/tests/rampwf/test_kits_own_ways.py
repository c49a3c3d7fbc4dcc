"""What public kits do with our classes: containers, data, folds and workflows of their own."""

import functools
import types
import unittest

import numpy as np
import pandas as pd
from scipy import sparse

import rampwf as rw
from rampwf.prediction_types.base import BasePrediction
from rampwf.prediction_types.detection import Predictions as DetectionPredictions
from rampwf.utils.submission import run_submission_on_cv_folds

N = 12
Multiclass = rw.prediction_types.make_multiclass(label_names=[0, 1])


class Echo:
    """A workflow whose model is the training rows, and whose answer is made by `answer(X)`."""

    element_names = ['model']

    def __init__(self, answer):
        self.answer, self.trained_on = answer, []

    def train_submission(self, module_path, X, y, train_is=None):
        self.trained_on.append(train_is)

    def test_submission(self, model, X):
        return self.answer(X)


def run(Predictions, score_types, workflow, X, y, folds):
    """Run every fold, with the same data for testing."""
    problem = types.SimpleNamespace(
        Predictions=Predictions, score_types=score_types, workflow=workflow,
        get_cv=lambda X, y: iter(folds), get_train_data=lambda path: (X, y),
        get_test_data=lambda path: (X, y))
    return run_submission_on_cv_folds(problem, '/nowhere', '/nowhere')


def two_folds():
    return [(np.arange(6), np.arange(6, N)), (np.arange(6, N), np.arange(6))]


class TimeInTheFirstColumn(Multiclass):
    """Keeps the time of each sample beside its probabilities."""

    n_columns = 3

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        if y_pred is not None:
            self.y_pred = np.array(y_pred if fold_is is None else y_pred[fold_is])
        elif y_true is not None:
            rows = y_true if fold_is is None else y_true[fold_is]
            self._init_from_pred_labels(rows)
            minutes = rows.index.values.astype('datetime64[m]').astype(int)
            self.y_pred = np.hstack([minutes[:, np.newaxis], self.y_pred])
        else:
            self.y_pred = np.full((n_samples, self.n_columns), np.nan)
        self.check_y_pred_dimensions()

    @property
    def y_pred_label_index(self):
        return np.argmax(self.y_pred[:, 1:], axis=1)

    @classmethod
    def combine(cls, predictions_list, index_list=None):
        chosen = range(len(predictions_list)) if index_list is None else index_list
        return cls(y_pred=np.nanmean([predictions_list[i].y_pred for i in chosen], axis=0))


class OwnContainers(unittest.TestCase):
    def test_a_column_more_than_there_are_labels(self):
        index = pd.date_range('2020-01-01', periods=N, freq='10min')
        labels = pd.Series(np.arange(N) % 2, index=index)

        def answer(X):
            minutes = X.index.values.astype('datetime64[m]').astype(int)
            return np.column_stack([minutes, 1 - X['a'], X['a']])

        result = run(TimeInTheFirstColumn, [rw.score_types.Accuracy()], Echo(answer),
                     pd.DataFrame({'a': labels}), labels, two_folds())
        self.assertEqual(result['bagged'], {'valid': {'accuracy': 1.}, 'test': {'accuracy': 1.}})
        self.assertEqual(result['folds'][1]['valid'], {'accuracy': 1.})

    def test_columns_by_partialmethod_and_thresholds_after_combining(self):
        class Parcels(BasePrediction):
            def __init__(self, n_columns, y_pred=None, y_true=None, n_samples=None):
                self.n_columns = n_columns
                given = y_pred if y_pred is not None else y_true
                self.y_pred = np.full((n_samples, n_columns), np.nan) if given is None \
                    else np.array(given)
                self.check_y_pred_dimensions()

            @classmethod
            def combine(cls, predictions_list, index_list=None):
                combined = super(Parcels, cls).combine(
                    predictions_list=predictions_list, index_list=index_list)
                combined.y_pred = np.where(np.isnan(combined.y_pred), np.nan,
                                           (combined.y_pred >= .5).astype(float))
                return combined

        class ThreeParcels(Parcels):
            __init__ = functools.partialmethod(Parcels.__init__, n_columns=3)

        y = np.eye(3)[np.arange(N) % 3]
        answers = iter([y * .6, y * .6, y * .4, y * .4])
        result = run(ThreeParcels, [rw.score_types.RMSE()], Echo(lambda X: next(answers)),
                     np.zeros(N), y, two_folds())
        self.assertAlmostEqual(result['folds'][0]['valid']['rmse'], .4 / np.sqrt(3))
        self.assertEqual(result['bagged']['test']['rmse'], 0)

    def test_lists_of_objects(self):
        class Vertex:
            def __init__(self, z):
                self.z = z

        class Vertices(BasePrediction):
            def __init__(self, y_pred=None, y_true=None, n_samples=None):
                given = y_pred if y_pred is not None else y_true
                self.y_pred = np.empty(n_samples, dtype=object) if given is None else given

            @classmethod
            def combine(cls, predictions_list, index_list=None):
                return cls(y_pred=predictions_list[0].y_pred)

            @property
            def valid_indexes(self):
                return self.y_pred != np.empty(len(self.y_pred), dtype=object)

        class Found(rw.score_types.BaseScoreType):
            def __init__(self, name='found', precision=2):
                self.name, self.precision = name, precision

            def __call__(self, y_true, y_pred):
                return np.mean([len(found) / len(true) for found, true in zip(y_pred, y_true)])

        y = np.empty(N, dtype=object)
        y[:] = [[Vertex(z) for z in range(1 + i % 3)] for i in range(N)]
        answer = np.empty(N, dtype=object)
        answer[:] = [[(0., 0., vertex.z) for vertex in vertices] for vertices in y]
        whole = np.arange(N)
        for given in (answer, list(answer)):
            result = run(Vertices, [Found()], Echo(lambda X: given), y, y, [(whole, whole)])
            self.assertEqual(result['folds'][0]['valid'], {'found': 1.})
            self.assertEqual(result['bagged']['valid'], {'found': 1.})

    def test_boxes_with_a_combination_of_the_kits_own(self):
        class Boxes(DetectionPredictions):
            @classmethod
            def combine(cls, predictions_list, index_list=None):
                chosen = range(len(predictions_list)) if index_list is None else index_list
                merged = np.empty(len(predictions_list[0].y_pred), dtype=object)
                merged[:] = [[box for i in chosen for box in predictions_list[i].y_pred[row] or []]
                             for row in range(len(merged))]
                return cls(y_pred=merged)

        class Boxed(rw.score_types.BaseScoreType):
            def __init__(self, name='boxed', precision=2):
                self.name, self.precision = name, precision

            def __call__(self, y_true, y_pred):
                return np.mean([{box['class'] for box in found} == {box['class'] for box in true}
                                for found, true in zip(y_pred, y_true)])

        y = np.empty(N, dtype=object)
        y[:] = [[{'class': 'Primary', 'bbox': (0, 0, i, i)}] * (i % 2) for i in range(N)]
        result = run(Boxes, [Boxed()], Echo(lambda X: y), y, y, two_folds())
        self.assertEqual(result['bagged'], {'valid': {'boxed': 1.}, 'test': {'boxed': 1.}})


class OwnData(unittest.TestCase):
    def test_targets_and_folds_of_own_classes(self):
        class Labels:
            def __init__(self, source, target):
                self.source, self.target = source, target

            def __getitem__(self, index):
                return None

        class Fold:
            def __init__(self, source, target):
                self.source, self.target = source, target

        class TargetOnly(Multiclass):
            def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
                rows = slice(None) if fold_is is None else fold_is.target
                if y_pred is not None:
                    Multiclass.__init__(self, y_pred=y_pred, fold_is=rows)
                elif y_true is not None:
                    Multiclass.__init__(self, y_true=y_true.target, fold_is=rows)
                else:
                    Multiclass.__init__(self, n_samples=n_samples)

            def set_valid_in_train(self, predictions, test_is):
                rows = getattr(test_is, 'target', test_is)
                Multiclass.set_valid_in_train(self, predictions, rows)

        y = Labels(np.ones(50), np.arange(N) % 2)
        folds = [(Fold(np.arange(9), train), Fold(np.arange(9), valid))
                 for train, valid in two_folds()]
        workflow = Echo(lambda X: np.eye(2)[X])
        result = run(TargetOnly, [rw.score_types.Accuracy()], workflow, y.target, y, folds)
        self.assertEqual(workflow.trained_on, [train for train, _ in folds])
        self.assertEqual(result['bagged']['valid'], {'accuracy': 1.})

    def test_targets_of_all_kinds(self):
        labels = np.arange(N) % 2
        mask = np.arange(N) < 6
        for y in (labels, list(labels), labels.astype(bool), labels.astype('uint8'),
                  labels.astype(object), pd.Series(labels), pd.Categorical(labels),
                  pd.Series(labels, index=np.arange(N)[::-1])):
            for folds in (two_folds(), [(mask, ~mask)], [(slice(0, 6), slice(6, N))],
                          [(pd.Series(mask), pd.Series(~mask))]):
                result = run(Multiclass, [rw.score_types.Accuracy()],
                             Echo(lambda X: np.eye(2)[labels]), labels, y, folds)
                self.assertEqual(result['bagged']['valid'], {'accuracy': 1.})

    def test_label_names_may_be_a_range_or_repeat(self):
        Predictions = rw.prediction_types.make_multiclass(label_names=range(3))
        self.assertEqual(Predictions(y_true=[2]).y_pred.tolist(), [[0, 0, 1]])
        Predictions = rw.prediction_types.make_multiclass(label_names=['A', 'B'] * 2)
        self.assertEqual(Predictions(y_true=['B']).y_pred.tolist(), [[0, 1, 0, 0]])
        self.assertEqual(Predictions(n_samples=2).y_pred.shape, (2, 4))

    def test_rows_of_sparse_tables_and_by_pandas_masks(self):
        from rampwf.utils.indexing import select_rows
        mask = pd.Series(np.arange(N) < 2, index=np.arange(N)[::-1])
        for X in (sparse.csr_matrix(np.eye(N)), np.eye(N), pd.DataFrame(np.eye(N))):
            self.assertEqual(select_rows(X, mask).shape, (2, N))
            self.assertEqual(select_rows(X, np.array([3])).shape, (1, N))
        self.assertEqual(select_rows(list('abc'), [True, False, True]), ['a', 'c'])


class OwnWorkflows(unittest.TestCase):
    def test_a_built_in_one_with_an_element_more(self):
        class WithData(rw.workflows.FeatureExtractorRegressor):
            def __init__(self, workflow_element_names=(
                    'feature_extractor', 'regressor', 'notices.csv.zip')):
                super().__init__(workflow_element_names[:2])
                self.element_names = workflow_element_names

        self.assertEqual(WithData().element_names[2], 'notices.csv.zip')

    def test_a_pipeline_that_predicts_in_its_own_way(self):
        class Always(rw.workflows.SKLearnPipeline):
            def __init__(self, predict_method='auto'):
                super().__init__()
                self.predict_method = predict_method

            def test_submission(self, estimator_fitted, X):
                return getattr(estimator_fitted, self.predict_method)(X)

        workflow = Always('predict')
        self.assertEqual(workflow.element_names, ['estimator'])
        model = types.SimpleNamespace(predict=lambda X: [7] * len(X))
        self.assertEqual(workflow.test_submission(model, 'ab'), [7, 7])
