"""What is special about this problem: answers that are distributions, how they are made and scored.

Modules in `external_imports/` can be imported by `problem.py` and by submissions.
"""

import os

import numpy as np
import pandas as pd
from rampwf.prediction_types.base import BasePrediction
from rampwf.score_types.base import BaseScoreType
from rampwf.utils.importing import import_module_from_source
from rampwf.workflows import FeatureExtractor
from scipy.stats import norm


class NormalDistributions(BasePrediction):
    """One normal distribution per sample: columns mean and standard deviation."""

    n_columns = 2

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        if y_pred is not None:
            self.y_pred = np.array(y_pred, dtype=float)
        elif y_true is not None:
            # What is known for sure has no width.
            self.y_pred = np.column_stack([y_true, np.zeros(len(y_true))])
        elif n_samples is not None:
            # NaN stands for what a fold has not predicted.
            self.y_pred = np.full((n_samples, 2), np.nan)
        else:
            raise ValueError('Missing init argument: y_pred, y_true, or n_samples')
        if fold_is is not None:
            self.y_pred = self.y_pred[fold_is]
        # What is raised here is told to the submission's author.
        self.check_y_pred_dimensions()
        if (self.y_pred[:, 1] < 0).any():
            raise ValueError('standard deviations (column 1) must not be below 0')

    @classmethod
    def combine(cls, predictions_list, index_list=None):
        """Return mean and standard deviation of the mixture, sample by sample, NaNs left out.

        The mean of the standard deviations would be too small where the members disagree.
        """
        if index_list is None:
            index_list = range(len(predictions_list))
        members = np.array([predictions_list[i].y_pred for i in index_list])
        weights = (~np.isnan(members[:, :, 0])).astype(float)
        weights[:, weights.sum(axis=0) == 0] = np.nan
        weights /= weights.sum(axis=0)
        means, deviations = np.nan_to_num(members).transpose(2, 0, 1)
        mean = (weights * means).sum(axis=0)
        variance = (weights * (deviations ** 2 + (means - mean) ** 2)).sum(axis=0)
        return cls(y_pred=np.column_stack([mean, np.sqrt(variance)]))


class CRPS(BaseScoreType):
    """Continuous ranked probability score: the absolute error, if the answer had no width.

    Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007).
    """

    is_lower_the_better = True

    def __init__(self, name='crps', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true, y_pred):
        mean, deviation = y_pred[:, 0], np.maximum(y_pred[:, 1], 1e-9)
        z = (y_true[:, 0] - mean) / deviation
        spread = z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi)
        return np.mean(deviation * spread)


class Coverage(BaseScoreType):
    """Share of samples within the middle 80 % of their distribution; honest answers have 0.8."""

    is_lower_the_better = False
    maximum = 1.0

    def __init__(self, name='coverage', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true, y_pred):
        return np.mean(np.abs(y_true[:, 0] - y_pred[:, 0]) <= norm.ppf(0.9) * y_pred[:, 1])


class FeatureExtractorForecaster:
    """A submission is `feature_extractor.py` and `forecaster.py`.

    The second has a class `Forecaster`: `fit(X, y)`, and `predict(X)` that returns two columns.
    """

    def __init__(self, workflow_element_names=('feature_extractor', 'forecaster')):
        # The platform reads from this which files a submission has.
        self.element_names = list(workflow_element_names)
        self.feature_extractor_workflow = FeatureExtractor(self.element_names[:1])

    def train_submission(self, module_path, X, y, train_is=None):
        """Fit both parts on the samples `train_is` (None: all) of the list `X`."""
        if train_is is None:
            train_is = range(len(X))
        # Labels of other rows than train_is are not the true ones.
        X_train, y_train = self._table([X[i] for i in train_is]), y[train_is]
        extractor = self.feature_extractor_workflow.train_submission(module_path, X_train, y_train)
        features = self.feature_extractor_workflow.test_submission(extractor, X_train)
        name = self.element_names[1]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        forecaster = module.Forecaster()
        forecaster.fit(features, y_train)
        return extractor, forecaster

    def test_submission(self, trained_model, X):
        """Return mean and standard deviation, shape (n, 2)."""
        extractor, forecaster = trained_model
        features = self.feature_extractor_workflow.test_submission(extractor, self._table(X))
        return forecaster.predict(features)

    def _table(self, X):
        # FeatureExtractor picks rows as from a table.
        return pd.DataFrame({'voltages': X})
