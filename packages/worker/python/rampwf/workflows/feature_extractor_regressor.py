"""Workflow of a feature extractor followed by a regressor."""

from __future__ import annotations

from ..utils.indexing import select_rows
from .feature_extractor import FeatureExtractor
from .regressor import Regressor


class FeatureExtractorRegressor:
    """A submission is `feature_extractor.py` and `regressor.py`. A model is the fitted pair."""

    def __init__(self, workflow_element_names=('feature_extractor', 'regressor')):
        self.element_names = list(workflow_element_names)
        self.feature_extractor_workflow = FeatureExtractor(self.element_names[:1])
        self.regressor_workflow = Regressor(self.element_names[1:2])

    def train_submission(self, module_path, X, y, train_is=None, prev_trained_model=None):
        """Fit the extractor, transform the rows `train_is` (None: all), fit the regressor."""
        previous_extractor, previous_regressor = prev_trained_model or (None, None)
        extractor = self.feature_extractor_workflow.train_submission(
            module_path, X, y, train_is, previous_extractor)
        features = self.feature_extractor_workflow.test_submission(
            extractor, select_rows(X, train_is))
        regressor = self.regressor_workflow.train_submission(
            module_path, features, select_rows(y, train_is), None, previous_regressor)
        return extractor, regressor

    def test_submission(self, trained_model, X):
        """Return predictions, shape (n,) or (n, n_targets)."""
        extractor, regressor = trained_model
        features = self.feature_extractor_workflow.test_submission(extractor, X)
        return self.regressor_workflow.test_submission(regressor, features)
