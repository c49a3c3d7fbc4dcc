"""What all prediction containers have in common."""

from __future__ import annotations

import warnings

import numpy as np

from databoard_scoring.containers import select_fold

MISSING_ARGUMENT = 'Missing init argument: y_pred, y_true, or n_samples'


class BasePrediction:
    """Targets or predictions of n samples. Both kinds live in the attribute `y_pred`.

    Subclasses define `__init__(y_pred=None, y_true=None, n_samples=None, fold_is=None)`, with that
    precedence, and the class attribute `n_columns`: 0 for a 1-D `y_pred`, else its second
    dimension.
    NaN means "this model has not predicted the sample".
    """

    n_columns = 0

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        if y_pred is not None:
            self.y_pred = select_fold(y_pred, fold_is)
        elif y_true is not None:
            self.y_pred = select_fold(y_true, fold_is)
        elif n_samples is not None:
            shape = n_samples if self.n_columns == 0 else (n_samples, self.n_columns)
            self.y_pred = np.full(shape, np.nan)
        else:
            raise ValueError(MISSING_ARGUMENT)

    def __str__(self):
        return f'y_pred = {self.y_pred}'

    @property
    def valid_indexes(self):
        """Boolean mask of the predicted samples; only the first column is looked at."""
        if self.y_pred.ndim == 1:
            return ~np.isnan(self.y_pred)
        if self.y_pred.ndim == 2:
            return ~np.isnan(self.y_pred[:, 0])
        raise ValueError(f'y_pred should be 1-D or 2-D, it has {self.y_pred.ndim} dimensions')

    def check_y_pred_dimensions(self):
        """Raise ValueError unless the shape of `y_pred` agrees with `n_columns`."""
        shape = np.shape(self.y_pred)
        if self.n_columns == 0:
            if len(shape) != 1:
                raise ValueError('Wrong y_pred dimensions: y_pred should be 1D, '
                                 f'instead its shape is {shape}')
        elif len(shape) != 2 or shape[1] != self.n_columns:
            raise ValueError(f'Wrong y_pred dimensions: y_pred should be 2D with {self.n_columns} '
                             f'columns, instead its shape is {shape}')

    def set_valid_in_train(self, predictions, test_is):
        """Write the rows of `predictions` into the rows `test_is` of this container."""
        self.y_pred[test_is] = predictions.y_pred

    def set_slice(self, valid_indexes):
        """Keep only the rows `valid_indexes` (mask or positions)."""
        self.y_pred = self.y_pred[valid_indexes]

    @classmethod
    def combine(cls, predictions_list, index_list=None):
        """Average the chosen predictions sample by sample, leaving out the NaNs.

        `index_list` picks members of `predictions_list`, repeats allowed; None takes each once.
        A sample that nobody predicted stays NaN.
        """
        if index_list is None:
            index_list = range(len(predictions_list))
        addends = np.array([cls.addend(predictions_list[i]) for i in index_list])
        return cls(y_pred=mean_of_predicted(addends))

    @classmethod
    def addend(cls, predictions):
        """Return what one member contributes to the mean that `combine` takes: its `y_pred`."""
        return predictions.y_pred


def mean_of_predicted(arrays):
    """Mean over the first axis without the NaNs; all-NaN entries give NaN, silently."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', category=RuntimeWarning)
        return np.nanmean(arrays, axis=0)
