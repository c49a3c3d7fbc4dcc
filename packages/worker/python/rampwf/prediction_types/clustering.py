"""Predictions of cluster numbers within events."""

from __future__ import annotations

import numpy as np

from .base import BasePrediction


class BaseClustering(BasePrediction):
    """Columns event id and cluster id, shape (n, 2). A cluster id below 0 means "in no cluster"."""

    n_columns = 2
    n_columns_true = 2

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        super().__init__(y_pred=y_pred, y_true=y_true, n_samples=n_samples, fold_is=fold_is)
        self.check_y_pred_dimensions()

    @property
    def valid_indexes(self):
        """Boolean mask of the samples that have a cluster id."""
        return ~np.isnan(self.y_pred[:, 1])


def make_clustering():
    """Return a `Clustering` class."""
    return type('Clustering', (BaseClustering,), {})
