"""Rows that are on both sides of a fold: the same row, or another one with the same features."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from .masking import is_index, positions


def repeated_rows(data, X_train, X_test):
    """Return for each fold how many of its validation rows, and of the test rows, its training rows know already.

    `inTrain` counts validation rows that are training rows themselves, `likeTrain` further ones whose
    features equal a training row's, `testLikeTrain` such test rows. None where rows cannot be told:
    folds that are objects of the kit's own, features that are no table of one row per sample.
    """
    train_hashes = row_hashes(X_train, data.n_train)
    test_hashes = row_hashes(X_test, data.n_test) if data.has_test else None
    return [_fold(fold, data.n_train, train_hashes, test_hashes) for fold in data.folds]


def _fold(fold, n_train, train_hashes, test_hashes):
    counts = {'validRows': None, 'inTrain': None, 'likeTrain': None, 'testLikeTrain': None}
    if not all(is_index(half) for half in fold):
        return counts
    train, valid = (np.unique(positions(half, n_train)) for half in fold)
    is_same = np.isin(valid, train)
    counts.update(validRows=len(valid), inTrain=int(is_same.sum()))
    if train_hashes is not None:
        known = train_hashes[train]
        counts['likeTrain'] = int(np.isin(train_hashes[valid[~is_same]], known).sum())
        if test_hashes is not None:
            counts['testLikeTrain'] = int(np.isin(test_hashes, known).sum())
    return counts


def row_hashes(X, n_rows):
    """Return a 64-bit hash of each row's features, the same in every call; None for what has no rows of its own."""
    try:
        hashes = _hashes(X)
    except (TypeError, ValueError):
        # Cells of some kit's own kind.
        return None
    return hashes if hashes is not None and len(hashes) == n_rows else None


def _hashes(X):
    if isinstance(X, (pd.DataFrame, pd.Series)):
        return pd.util.hash_pandas_object(X, index=False).to_numpy()
    if hasattr(X, 'tocsr'):
        return _sparse_hashes(X.tocsr(copy=True))
    if isinstance(X, np.ndarray) and X.ndim and X.dtype.kind != 'O':
        return _array_hashes(X)
    if isinstance(X, np.ndarray) and X.ndim == 2:
        return pd.util.hash_pandas_object(pd.DataFrame(X), index=False).to_numpy()
    if isinstance(X, list) or isinstance(X, np.ndarray) and X.ndim == 1:
        return np.array([_hash(*_cell(row)) for row in X], dtype=np.uint64)
    return None


def _array_hashes(X):
    return np.array([_hash(row.tobytes()) for row in X], dtype=np.uint64)


def _sparse_hashes(X):
    X.sum_duplicates()
    X.eliminate_zeros()
    X.sort_indices()
    ends = list(zip(X.indptr[:-1], X.indptr[1:]))
    return np.array([_hash(X.indices[start:end].tobytes(), X.data[start:end].tobytes()) for start, end in ends],
                    dtype=np.uint64)


def _cell(row):
    if isinstance(row, np.ndarray) and row.dtype.kind != 'O':
        return str((row.shape, row.dtype.str)).encode(), row.tobytes()
    if isinstance(row, (str, bytes, int, float, np.number, tuple)) or row is None:
        return (repr(row).encode(),)
    raise TypeError(type(row).__name__)


def _hash(*parts):
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(part)
    return int.from_bytes(digest.digest(), 'little')
