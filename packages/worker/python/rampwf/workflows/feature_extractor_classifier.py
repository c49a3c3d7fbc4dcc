"""Workflow of a feature extractor followed by a classifier."""

from __future__ import annotations

from ..utils.indexing import select_rows
from .classifier import Classifier
from .feature_extractor import FeatureExtractor


class FeatureExtractorClassifier:
    """A submission is `feature_extractor.py` and `classifier.py`. A model is the fitted pair."""

    def __init__(self, workflow_element_names=('feature_extractor', 'classifier')):
        self.element_names = list(workflow_element_names)
        self.feature_extractor_workflow = FeatureExtractor(self.element_names[:1])
        self.classifier_workflow = Classifier(self.element_names[1:2])

    def train_submission(self, module_path, X, y, train_is=None, prev_trained_model=None):
        """Fit the extractor, transform the rows `train_is` (None: all), fit the classifier."""
        previous_extractor, previous_classifier = prev_trained_model or (None, None)
        extractor = self.feature_extractor_workflow.train_submission(
            module_path, X, y, train_is, previous_extractor)
        features = self.feature_extractor_workflow.test_submission(
            extractor, select_rows(X, train_is))
        classifier = self.classifier_workflow.train_submission(
            module_path, features, select_rows(y, train_is), None, previous_classifier)
        return extractor, classifier

    def test_submission(self, trained_model, X):
        """Return class probabilities, shape (n, n_classes)."""
        extractor, classifier = trained_model
        features = self.feature_extractor_workflow.test_submission(extractor, X)
        return self.classifier_workflow.test_submission(classifier, features)
