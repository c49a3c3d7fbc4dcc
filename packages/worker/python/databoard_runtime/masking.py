"""The targets that one fold's code may see: its training rows as they are, all others overwritten."""

from __future__ import annotations

import hashlib

import numpy as np


class CannotMask(Exception):
    """The kit's targets or folds are of a kind whose other rows cannot be hidden."""


def positions(index, n_samples):
    """Return the row numbers that `index` (integer array, boolean mask, slice or list) means, in order."""
    if not isinstance(index, (slice, np.ndarray, list, tuple, range)):
        index = getattr(index, 'values', index)
        if not isinstance(index, np.ndarray):
            raise CannotMask(f'rows are given as {type(index).__name__}; '
                             'use an integer array, a boolean mask or a slice')
    rows = np.arange(n_samples)[index if isinstance(index, slice) else np.asarray(index)]
    if rows.ndim != 1:
        raise CannotMask(f'rows are given as an array of {np.ndim(index)} dimensions')
    return rows


def seed_of(problem_id, fold_index, purpose):
    """Return a 32-bit seed that depends on nothing but the problem version, the fold and the purpose."""
    text = f'{problem_id}:{fold_index}:{purpose}'
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], 'big')


def mask(y, train_is, n_samples, seed):
    """Return a copy of `y` in which every row outside `train_is` holds the label of a training row.

    The stand-ins are drawn with `seed`; so they have the training rows' type and spread, code that
    looks at the set of labels works, and nothing about the hidden rows is left.
    """
    train_rows = positions(train_is, n_samples)
    if len(train_rows) == 0:
        raise CannotMask('a fold has no training rows')
    source = np.arange(n_samples)
    hidden = np.ones(n_samples, dtype=bool)
    hidden[train_rows] = False
    source[hidden] = np.random.RandomState(seed).choice(train_rows, size=hidden.sum())
    return take_rows(y, source)


def take_rows(y, rows):
    """Return the rows of `y` by position, as the same kind of object, sharing no memory with it."""
    if hasattr(y, 'iloc'):
        taken = y.iloc[rows].copy()
        taken.index = y.index
        return taken
    if isinstance(y, np.ndarray):
        return y[rows]
    if isinstance(y, (list, tuple)):
        return type(y)([y[row] for row in rows])
    if hasattr(y, 'tocsr'):
        return y.tocsr()[rows]
    raise CannotMask(f'y is a {type(y).__module__}.{type(y).__name__}; '
                     'use an array, a pandas object, a list or a sparse matrix')
