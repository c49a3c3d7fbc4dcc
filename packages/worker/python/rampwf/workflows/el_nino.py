"""Workflow of a time-series feature extractor followed by a regressor."""

from __future__ import annotations

from ..utils.indexing import select_rows
from .regressor import Regressor
from .ts_feature_extractor import TimeSeriesFeatureExtractor, select_steps


class ElNino:
    """A submission is `ts_feature_extractor.py` and `regressor.py`. A model is the fitted pair.

    Parameters are those of `TimeSeriesFeatureExtractor`.
    """

    def __init__(self, check_sizes, check_indexs,
                 workflow_element_names=('ts_feature_extractor', 'regressor')):
        self.element_names = list(workflow_element_names)
        self.ts_feature_extractor_workflow = TimeSeriesFeatureExtractor(
            check_sizes, check_indexs, self.element_names[:1])
        self.regressor_workflow = Regressor(self.element_names[1:2])

    def train_submission(self, module_path, X, y, train_is=None):
        """Fit the extractor, make the features of the rows `train_is`, fit the regressor."""
        extractor = self.ts_feature_extractor_workflow.train_submission(
            module_path, X, y, train_is)
        features = self.ts_feature_extractor_workflow.test_submission(
            extractor, select_steps(X, train_is))
        regressor = self.regressor_workflow.train_submission(
            module_path, features, select_rows(y, train_is))
        return extractor, regressor

    def test_submission(self, trained_model, X):
        """Return predictions, one per step of `X` after the burn-in."""
        extractor, regressor = trained_model
        features = self.ts_feature_extractor_workflow.test_submission(extractor, X)
        return self.regressor_workflow.test_submission(regressor, features)
