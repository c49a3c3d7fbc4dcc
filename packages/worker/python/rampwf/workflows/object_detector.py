"""Workflow of submissions that find objects in images."""

from __future__ import annotations

import os

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows


class ObjectDetector:
    """A submission is a file with a class `ObjectDetector`: `fit(X, y)` and `predict(X)`."""

    def __init__(self, workflow_element_names=('object_detector',)):
        self.element_names = list(workflow_element_names)

    def train_submission(self, module_path, X, y, train_is=None):
        """Fit on the rows `train_is` (None: all)."""
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        detector = module.ObjectDetector()
        detector.fit(select_rows(X, train_is), select_rows(y, train_is))
        return detector

    def test_submission(self, trained_model, X):
        """Return one list of (confidence, x, y, radius) per image."""
        return trained_model.predict(X)
