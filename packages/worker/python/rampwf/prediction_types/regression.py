"""Predictions of one or several real numbers per sample."""

from __future__ import annotations

import numpy as np

from .base import BasePrediction


class BaseRegression(BasePrediction):
    """Real-valued targets: shape (n,) without label names, (n, len(label_names)) with them."""

    label_names: list = []
    n_columns_true = 0

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        super().__init__(y_pred=y_pred, y_true=y_true, n_samples=n_samples, fold_is=fold_is)
        # Columns cut out of a mixed table arrive as objects, on which isnan and sqrt fail.
        if self.y_pred.dtype == object:
            self.y_pred = self.y_pred.astype(np.float64)
        self.check_y_pred_dimensions()


def make_regression(label_names=()):
    """Return a `Regression` class. `label_names`: one per target; none means a 1-D target."""
    names = list(label_names)
    attributes = {'is_plain': True, 'label_names': names, 'n_columns': len(names), 'n_columns_true': len(names)}
    return type('Regression', (BaseRegression,), attributes)
