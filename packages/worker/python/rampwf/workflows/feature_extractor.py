"""Workflow step: turn raw data into features."""

from __future__ import annotations

import os

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows


class FeatureExtractor:
    """A submission is a file with a class `FeatureExtractor`: `fit(X, y)` and `transform(X)`."""

    def __init__(self, workflow_element_names=('feature_extractor',)):
        self.element_names = list(workflow_element_names)

    def train_submission(self, module_path, X, y, train_is=None, prev_trained_model=None):
        """Fit on the rows `train_is` (None: all). A previous model is not used."""
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        feature_extractor = module.FeatureExtractor()
        feature_extractor.fit(select_rows(X, train_is), select_rows(y, train_is))
        return feature_extractor

    def test_submission(self, trained_model, X):
        """Return the features of all rows of `X`."""
        return trained_model.transform(X)
