"""What stored predictions are about: which rows, in which order, in which folds.

Two versions of a problem with equal digests may score each other's predictions; labels and scores may differ.
"""

from __future__ import annotations

import hashlib
import pickle

import numpy as np

from .masking import is_index, positions


def row_digests(data):
    """Return digests of the features and of the folds; None where there is no telling whether two are the same.

    To be called while the features are in memory.
    """
    X_test = data.X_test if data.has_test else None
    folds = [[_rows(half, data.n_train) for half in fold] for fold in data.folds]
    return {'featuresDigest': _digest((data.X_train, X_test)),
            'foldsDigest': _digest((data.n_train, data.n_test, folds))}


def _rows(half, n_train):
    # However a kit writes its rows down (a mask, a slice, a list), equal rows are equal.
    return np.ascontiguousarray(positions(half, n_train), dtype='<i8') if is_index(half) else half


def _digest(value):
    into = _Hash()
    pickler = pickle.Pickler(into, protocol=5)
    # Without memo: whether two equal strings happen to be one object must not matter.
    pickler.fast = True
    try:
        pickler.dump(value)
    except Exception:
        return None
    return into.hash.hexdigest()


class _Hash:
    """A file that keeps nothing of what is written but its digest."""

    def __init__(self):
        self.hash = hashlib.sha256()

    def write(self, chunk):
        self.hash.update(chunk)
        return len(chunk)
