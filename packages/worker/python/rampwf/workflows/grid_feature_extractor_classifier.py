"""Workflow of a feature extractor on grids followed by a classifier."""

from __future__ import annotations

from ..utils.indexing import select_rows
from .classifier import Classifier
from .grid_feature_extractor import GridFeatureExtractor, select_times


class GridFeatureExtractorClassifier:
    """A submission is `feature_extractor.py` and `classifier.py`. A model is the fitted pair."""

    def __init__(self, workflow_element_names=('feature_extractor', 'classifier')):
        self.element_names = list(workflow_element_names)
        self.grid_feature_extractor_workflow = GridFeatureExtractor(self.element_names[:1])
        self.classifier_workflow = Classifier(self.element_names[1:2])

    def train_submission(self, module_path, X, y, train_is=None):
        """Fit the extractor, transform the time steps `train_is`, fit the classifier."""
        extractor = self.grid_feature_extractor_workflow.train_submission(
            module_path, X, y, train_is)
        features = self.grid_feature_extractor_workflow.test_submission(
            extractor, select_times(X, train_is))
        classifier = self.classifier_workflow.train_submission(
            module_path, features, select_rows(y, train_is))
        return extractor, classifier

    def test_submission(self, trained_model, X):
        """Return class probabilities, shape (n, n_classes)."""
        extractor, classifier = trained_model
        features = self.grid_feature_extractor_workflow.test_submission(extractor, X)
        return self.classifier_workflow.test_submission(classifier, features)
