"""Workflow of submissions that define a regressor class."""

from __future__ import annotations

import os

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows


class Regressor:
    """A submission is a file with a class `Regressor`: `fit(X, y)` and `predict(X)`."""

    def __init__(self, workflow_element_names=('regressor',)):
        self.element_names = list(workflow_element_names)

    def train_submission(self, module_path, X, y, train_is=None, prev_trained_model=None):
        """Fit on the rows `train_is` (None: all); a previous model is passed on to `fit`."""
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        regressor = module.Regressor()
        rows = select_rows(X, train_is), select_rows(y, train_is)
        if prev_trained_model is None:
            regressor.fit(*rows)
        else:
            regressor.fit(*rows, prev_trained_model)
        return regressor

    def test_submission(self, trained_model, X):
        """Return predictions, shape (n,) or (n, n_targets)."""
        return trained_model.predict(X)
