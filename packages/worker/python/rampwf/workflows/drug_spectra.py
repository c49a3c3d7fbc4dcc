"""Workflow of the drug spectra challenge: which drug is it, and how much of it?"""

from __future__ import annotations

import numpy as np

from ..utils.indexing import select_rows
from .feature_extractor_classifier import FeatureExtractorClassifier
from .feature_extractor_regressor import FeatureExtractorRegressor


class DrugSpectra:
    """A submission is a classifier and a regressor, each with a feature extractor of its own.

    `y` has the columns class and amount. The regressor's X has one more column per class: the true
    class (0 or 1) in training, the predicted probability afterwards.
    """

    def __init__(self, workflow_element_names=(
            'feature_extractor_clf', 'classifier', 'feature_extractor_reg', 'regressor')):
        self.element_names = list(workflow_element_names)
        self.classifier_workflow = FeatureExtractorClassifier(self.element_names[:2])
        self.regressor_workflow = FeatureExtractorRegressor(self.element_names[2:4])

    def train_submission(self, module_path, X, y, train_is=None):
        """Fit both on the rows `train_is` (None: all) of the table `X`."""
        labels = np.unique(y[:, 0])
        X_train, y_train = select_rows(X, train_is).copy(), select_rows(y, train_is)
        y_class, y_amount = y_train[:, 0], y_train[:, 1].astype(float)
        classifier = self.classifier_workflow.train_submission(module_path, X_train, y_class)
        for label in labels:
            X_train[label] = y_class == label
        regressor = self.regressor_workflow.train_submission(module_path, X_train, y_amount)
        return labels, classifier, regressor

    def test_submission(self, trained_model, X):
        """Return class probabilities and the amount, shape (n, n_classes + 1)."""
        labels, classifier, regressor = trained_model
        probabilities = np.asarray(self.classifier_workflow.test_submission(classifier, X))
        X = X.copy()
        for column, label in enumerate(labels):
            X[label] = probabilities[:, column]
        amounts = self.regressor_workflow.test_submission(regressor, X)
        return np.hstack([probabilities, np.reshape(amounts, (-1, 1))])
