"""Predictions of class probabilities."""

from __future__ import annotations

import numpy as np

from databoard_scoring.containers import select_fold

from .base import BasePrediction

# Combining stays away from probabilities 0 and 1, so that no single member can veto a class.
SMALLEST_PROBABILITY = 1e-15


class MulticlassBase(BasePrediction):
    """Class probabilities, shape (n, n_classes), columns in the order of `label_names`.

    `y_true` is given as labels (or lists of labels for several right answers) and becomes
    probabilities too: 1 for the label, or 1/k for each of k labels. Raises ValueError for an
    unknown label and for the wrong number of columns. Predictions are not normalised.
    """

    label_names: list = []
    n_columns_true = 0

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        if y_pred is None and y_true is not None:
            self._init_from_pred_labels(select_fold(y_true, fold_is))
        else:
            super().__init__(y_pred=y_pred, n_samples=n_samples, fold_is=fold_is)
        self.check_y_pred_dimensions()

    def _init_from_pred_labels(self, labels):
        """Set `y_pred` from labels, shape (n,); kits with an `__init__` of their own call this."""
        self.y_pred = np.zeros((len(labels), len(self.label_names)))
        # The first of equal names wins; labels may be of another type than the names ('1' or 1).
        column_of = {name: i for i, name in reversed(list(enumerate(self.label_names)))}
        label_type = type(self.label_names[0])
        for row, entry in zip(self.y_pred, labels):
            positives = entry if isinstance(entry, (list, tuple, np.ndarray)) else [entry]
            for label in positives:
                column = column_of.get(label_type(label))
                if column is None:
                    raise ValueError(f'{label_type(label)!r} is not in list {self.label_names}')
                row[column] = 1 / len(positives)

    @property
    def y_pred_label_index(self):
        """Column numbers of the largest probability, shape (n,); the first one on ties."""
        return np.argmax(self.y_pred, axis=1)

    @property
    def y_pred_label(self):
        """Names of the most probable classes, shape (n,)."""
        return np.array([self.label_names[i] for i in self.y_pred_label_index])

    @classmethod
    def addend(cls, predictions):
        """Return the member's probabilities, clipped and then normalised row by row."""
        y_pred = np.clip(predictions.y_pred, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
        return y_pred / y_pred.sum(axis=1, keepdims=True)


def make_multiclass(label_names=()):
    """Return a `Predictions` class for the classes `label_names`, in column order."""
    names = list(label_names)
    return type('Predictions', (MulticlassBase,), {'is_plain': True, 'label_names': names, 'n_columns': len(names)})
