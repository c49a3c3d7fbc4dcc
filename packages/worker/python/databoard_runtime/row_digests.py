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
    # Without memo first: whether two equal strings happen to be one object must not matter. Objects that refer to
    # themselves cannot do without.
    return _pickled_digest(value, has_memo=False) or _pickled_digest(value, has_memo=True)


def _pickled_digest(value, has_memo):
    into = _Hash()
    pickler = _Pickler(into, protocol=5)
    pickler.fast = not has_memo
    try:
        pickler.dump(value)
    except Exception:
        return None
    return into.hash.hexdigest()


class _Pickler(pickle.Pickler):
    def persistent_id(self, value):
        # A set's order changes from one process to the next.
        return ('set', sorted(value, key=repr)) if isinstance(value, (set, frozenset)) else None


class _Hash:
    """A file that keeps nothing of what is written but its digest."""

    def __init__(self):
        self.hash = hashlib.sha256()

    def write(self, chunk):
        # Large arrays come as they lie in memory, perhaps column by column.
        raw = chunk.raw() if isinstance(chunk, pickle.PickleBuffer) else memoryview(chunk)
        self.hash.update(raw)
        return raw.nbytes
