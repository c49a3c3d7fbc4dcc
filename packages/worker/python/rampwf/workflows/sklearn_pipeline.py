"""Workflows whose submissions give a scikit-learn estimator."""

from __future__ import annotations

import os

from sklearn.base import is_classifier

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows


class SKLearnPipeline:
    """A submission is a file that defines `get_estimator()`, returning an unfitted estimator.

    Parameters
    ----------
    filename : the file with `get_estimator`.
    additional_filenames : further files that a submission must bring, for instance data.
    """

    def __init__(self, filename='estimator.py', additional_filenames=None):
        self.filename = filename
        self.element_names = [_without_py(filename)]
        self.element_names += [_without_py(name) for name in additional_filenames or []]

    def train_submission(self, module_path, X, y, train_idx=None):
        """Fit the estimator in folder `module_path` on the rows `train_idx` (None: all)."""
        module = import_module_from_source(
            os.path.join(module_path, self.filename), _without_py(self.filename), sanitize=True)
        estimator = module.get_estimator()
        return estimator.fit(select_rows(X, train_idx), select_rows(y, train_idx))

    def test_submission(self, estimator_fitted, X):
        """Return probabilities, shape (n, n_classes), of a classifier, else predictions."""
        if is_classifier(estimator_fitted):
            return estimator_fitted.predict_proba(X)
        return estimator_fitted.predict(X)


class Estimator(SKLearnPipeline):
    """A submission is `estimator.py` with `get_estimator()`."""

    def __init__(self):
        super().__init__()


class EstimatorExternalData(SKLearnPipeline):
    """A submission is `estimator.py` with `get_estimator()`, and its own `external_data.csv`."""

    def __init__(self):
        super().__init__(additional_filenames=['external_data.csv'])


def _without_py(filename):
    return filename[:-len('.py')] if filename.endswith('.py') else filename
