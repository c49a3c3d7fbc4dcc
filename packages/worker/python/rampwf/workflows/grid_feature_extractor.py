"""Workflow step: turn fields on a grid, one per time step, into features."""

from __future__ import annotations

import os

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows


class GridFeatureExtractor:
    """A submission is a file with a class `FeatureExtractor`: `fit(X, y)` and `transform(X)`.

    `X` is an `xarray` Dataset or DataArray; its samples lie along the first dimension whose name
    contains `time`.
    """

    def __init__(self, workflow_element_names=('feature_extractor',)):
        self.element_names = list(workflow_element_names)

    def train_submission(self, module_path, X, y, train_is=None):
        """Fit on the time steps `train_is` (None: all)."""
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        extractor = module.FeatureExtractor()
        extractor.fit(select_times(X, train_is), select_rows(y, train_is))
        return extractor

    def test_submission(self, trained_model, X):
        """Return the features of all time steps of `X`."""
        return trained_model.transform(X)


def time_dimension(X):
    """Return the name of the first dimension with `time` in it; ValueError if there is none."""
    for name in X.dims:
        if 'time' in str(name):
            return name
    raise ValueError(f'no dimension of X is a time: {list(X.dims)}')


def select_times(X, train_is):
    """Return the samples `train_is` (positions, mask or slice; None: all) of `X`."""
    return X if train_is is None else X.isel({time_dimension(X): train_is})
