"""Predictions made of several parts, for instance a class and an amount."""

from __future__ import annotations

import numpy as np

from databoard_scoring.containers import select_fold

from .base import MISSING_ARGUMENT, BasePrediction


class BaseCombined(BasePrediction):
    """The parts side by side, column by column; each part keeps its own class.

    `predictions_types` are the parts' classes, `predictions_list` the parts. A part without columns
    (a 1-D regression) cannot be one of them: give it a label name.
    """

    predictions_types: list = []
    n_columns_true = 0

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        types = self.predictions_types
        self.n_columns = sum(part.n_columns for part in types)
        if y_pred is not None:
            rows = select_fold(y_pred, fold_is)
            self._check_columns(rows, self.n_columns, 'y_pred')
            columns = _split_columns(rows, [part.n_columns for part in types])
            self.predictions_list = [part(y_pred=c) for part, c in zip(types, columns)]
        elif y_true is not None:
            rows = select_fold(y_true, fold_is)
            widths = [part.n_columns_true for part in types]
            self._check_columns(rows, sum(max(width, 1) for width in widths), 'y_true')
            columns = _split_columns(rows, widths)
            self.predictions_list = [part(y_true=c) for part, c in zip(types, columns)]
        elif n_samples is not None:
            self.predictions_list = [part(n_samples=n_samples) for part in types]
        else:
            raise ValueError(MISSING_ARGUMENT)

    @staticmethod
    def _check_columns(rows, n_columns, what):
        if rows.ndim != 2 or rows.shape[1] != n_columns:
            raise ValueError(f'Wrong y_pred dimensions: {what} should be 2D with {n_columns} '
                             f'columns, instead its shape is {rows.shape}')

    @property
    def y_pred(self):
        """All columns of all parts, shape (n, n_columns)."""
        return np.concatenate([part.y_pred for part in self.predictions_list], axis=1)

    def set_valid_in_train(self, predictions, test_is):
        """Write the rows of each part of `predictions` into the rows `test_is` of ours."""
        for mine, theirs in zip(self.predictions_list, predictions.predictions_list):
            mine.set_valid_in_train(theirs, test_is)

    def set_slice(self, valid_indexes):
        """Keep only the rows `valid_indexes` of every part."""
        for part in self.predictions_list:
            part.set_slice(valid_indexes)


def _split_columns(rows, widths):
    """Cut the columns of `rows` into pieces; a width of 0 gives a single column as a 1-D array."""
    pieces, start = [], 0
    for width in widths:
        pieces.append(rows[:, start:start + width] if width else rows[:, start])
        start += max(width, 1)
    return pieces


def make_combined(predictions_types):
    """Return a `Predictions` class whose parts are the given prediction classes, in order."""
    return type('Predictions', (BaseCombined,), {'predictions_types': list(predictions_types)})
