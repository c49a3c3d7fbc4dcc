"""Workflow step: turn a time series of fields into features, without looking ahead."""

from __future__ import annotations

import os

import numpy as np

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows


class TimeSeriesFeatureExtractor:
    """A submission is a file with a class `FeatureExtractor`: `transform(X)`, and `fit` if wanted.

    `X` is an `xarray.Dataset` with a dimension `time` and an attribute `n_burn_in`; it is longer
    than `y` by that many steps, which come first. `transform` returns one row of features per
    further step, made from that step and what lies before it.

    Parameters
    ----------
    check_sizes, check_indexs : one pair per check for looking ahead. The first `check_size` rows
        of features are made a second time, after everything from row `check_index` on was changed.
    """

    def __init__(self, check_sizes, check_indexs,
                 workflow_element_names=('ts_feature_extractor',)):
        self.element_names = list(workflow_element_names)
        self.check_sizes = list(check_sizes)
        self.check_indexs = list(check_indexs)

    def train_submission(self, module_path, X, y, train_is=None):
        """Fit on the rows `train_is` (None: all), if the submission can be fitted at all."""
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        extractor = module.FeatureExtractor()
        if hasattr(extractor, 'fit'):
            extractor.fit(select_steps(X, train_is), select_rows(y, train_is))
        return extractor

    def test_submission(self, trained_model, X):
        """Return the features of `X`; AssertionError if the future has a say in them.

        Each check draws from numpy's global random numbers, one per variable.
        """
        features = trained_model.transform(X)
        for check_size, check_index in zip(self.check_sizes, self.check_indexs):
            changed = _with_another_future(X, check_size, check_index)
            _check_past_rows(features, trained_model.transform(changed), check_size, check_index)
        return features


def select_steps(X, train_is):
    """Return the steps of `X` that make the rows `train_is`, `n_burn_in` more than there are rows.

    ramp-workflow's rule, which fits rows that follow each other: the rows' own positions and then
    `n_burn_in` steps from the last of these on, which so comes twice. None means all rows.
    """
    n_burn_in = X.n_burn_in
    n_rows = len(X['time']) - n_burn_in
    rows = np.arange(n_rows)[slice(None) if train_is is None else train_is]
    return X.isel(time=np.concatenate([rows, np.arange(rows[-1], rows[-1] + n_burn_in)]))


def _with_another_future(X, check_size, check_index):
    """Copy the steps behind the first rows, and shift every variable from `check_index` on."""
    changed = X.isel(time=slice(0, X.n_burn_in + check_size)).copy(deep=True)
    future = {'time': slice(X.n_burn_in + check_index, None)}
    for name in list(changed.data_vars):
        shift = np.random.randn()
        kind = changed[name].dtype.kind
        if kind in 'iu':
            # A part of 1 would be cut off again.
            shift = int(np.copysign(np.ceil(abs(shift)), shift))
        # What doesn't depend on time (a mask, say) has no future; dates and names are no fields.
        if 'time' in changed[name].dims and kind in 'iuf':
            changed[name][future] = changed[name][future] + shift
    return changed


def _check_past_rows(features, features_changed, check_size, check_index):
    before, after = np.asarray(features)[:check_size], np.asarray(features_changed)[:check_size]
    if before.shape != after.shape:
        raise AssertionError(
            f'The feature extractor made rows of shape {after.shape[1:]} from the first '
            f'{check_size} steps ({len(after)} rows), but {before.shape[1:]} from all steps')
    # NaN in the same place is no change.
    same = (before == after) | ((before != before) & (after != after))
    changed_rows = np.flatnonzero(~same.reshape(len(same), -1).all(axis=1))
    if len(changed_rows) and changed_rows[0] < check_index:
        raise AssertionError('The feature extractor looks into the future by at least '
                             f'{check_index - changed_rows[0]} time steps')
