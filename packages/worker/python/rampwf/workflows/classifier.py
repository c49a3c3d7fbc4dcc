"""Workflow of submissions that define a classifier class."""

from __future__ import annotations

import os

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows


class Classifier:
    """A submission is a file with a class `Classifier`: `fit(X, y)` and `predict_proba(X)`."""

    def __init__(self, workflow_element_names=('classifier',)):
        self.element_names = list(workflow_element_names)

    def train_submission(self, module_path, X, y, train_is=None, prev_trained_model=None):
        """Fit on the rows `train_is` (None: all); a previous model is passed on to `fit`."""
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        classifier = module.Classifier()
        rows = select_rows(X, train_is), select_rows(y, train_is)
        if prev_trained_model is None:
            classifier.fit(*rows)
        else:
            classifier.fit(*rows, prev_trained_model)
        return classifier

    def test_submission(self, trained_model, X):
        """Return class probabilities, shape (n, n_classes)."""
        return trained_model.predict_proba(X)
