"""The targets that one fold's code may see: its training rows as they are, all others overwritten."""

from __future__ import annotations

import copy
import hashlib

import numpy as np


class CannotMask(Exception):
    """The kit's targets or folds are of a kind whose other rows cannot be hidden."""


def is_index(rows):
    """Tell whether `rows` is a plain index: an integer array, a boolean mask, a slice or a list."""
    return isinstance(rows, (slice, np.ndarray, list, tuple, range)) or isinstance(
        getattr(rows, 'values', None), np.ndarray)


def positions(index, n_samples):
    """Return the row numbers that `index` (integer array, boolean mask, slice or list) means, in order."""
    if not is_index(index):
        raise CannotMask(f'rows are given as {type(index).__name__}; '
                         'use an integer array, a boolean mask or a slice')
    if not isinstance(index, (slice, np.ndarray, list, tuple, range)):
        index = index.values
    rows = np.arange(n_samples)[index if isinstance(index, slice) else _as_index(index)]
    if rows.ndim != 1:
        raise CannotMask(f'rows are given as an array of {np.ndim(index)} dimensions')
    return rows


def _as_index(index):
    # An empty list would be an array of floats, which indexes nothing.
    return np.asarray(index) if len(index) else np.zeros(0, dtype=int)


def seed_of(problem_id, fold_index, purpose):
    """Return a 32-bit seed that depends on nothing but the problem version, the fold and the purpose."""
    text = f'{problem_id}:{fold_index}:{purpose}'
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], 'big')


def mask(y, train_is, n_samples, seed):
    """Return a copy of `y` in which every row outside `train_is` holds the label of a training row.

    The stand-ins are drawn with `seed`; so they have the training rows' type and spread, code that
    looks at the set of labels works, and nothing about the hidden rows is left.

    A fold may also be an object of the kit's own that has, for each array that `y` has as an
    attribute, the rows of that array under the same name: then each array is masked by itself.
    """
    random = np.random.RandomState(seed)
    if is_index(train_is):
        return _mask_rows(y, positions(train_is, n_samples), n_samples, random)
    return _mask_attributes(y, train_is, random)


def _mask_rows(y, train_rows, n_samples, random):
    if len(train_rows) == 0:
        raise CannotMask('a fold has no training rows')
    source = np.arange(n_samples)
    hidden = np.ones(n_samples, dtype=bool)
    hidden[train_rows] = False
    source[hidden] = random.choice(train_rows, size=hidden.sum())
    return take_rows(y, source)


def _mask_attributes(y, train_is, random):
    if not hasattr(y, '__dict__') or not vars(y):
        raise CannotMask(f'rows are given as {type(train_is).__name__} and y is a {type(y).__name__}; '
                         'define mask_targets(y, train_is) in problem.py, which returns a copy of y '
                         'without the labels of other rows')
    masked = copy.copy(y)
    for name, values in vars(y).items():
        if not hasattr(values, '__len__') or isinstance(values, str):
            continue
        if not hasattr(train_is, name):
            raise CannotMask(f'y.{name} holds rows, and a fold ({type(train_is).__name__}) does not say '
                             f'which of them are for training; give it an attribute {name}')
        rows, n_samples = getattr(train_is, name), len(values)
        if rows is None or len(positions(rows, n_samples)) == 0:
            setattr(masked, name, np.zeros_like(values))
        else:
            setattr(masked, name, _mask_rows(values, positions(rows, n_samples), n_samples, random))
    return masked


def permute(y, train_is, n_samples, seed):
    """Return a copy of `y` in which the rows `train_is` have swapped their labels among themselves at random.

    Whoever learns from it learns noise. Folds that are objects of the kit's own say the rows attribute by
    attribute, as for `mask`; raises CannotMask where they say nothing.
    """
    random = np.random.RandomState(seed)
    if is_index(train_is):
        return _permute_rows(y, positions(train_is, n_samples), n_samples, random)
    permuted, is_permuted = copy.copy(y), False
    for name, values in getattr(y, '__dict__', {}).items():
        rows = getattr(train_is, name, None)
        if rows is None or not hasattr(values, '__len__') or isinstance(values, str):
            continue
        setattr(permuted, name, _permute_rows(values, positions(rows, len(values)), len(values), random))
        is_permuted = True
    if not is_permuted:
        raise CannotMask(f'which rows of a {type(y).__name__} are for training, a {type(train_is).__name__} does '
                         'not say')
    return permuted


def _permute_rows(y, train_rows, n_samples, random):
    # A fold may name a row twice; every label must find one place.
    rows = np.unique(train_rows)
    source = np.arange(n_samples)
    source[rows] = random.permutation(rows)
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
    if hasattr(y, 'isel') and hasattr(y, 'dims'):
        # xarray: values by position, coordinates as they were.
        first = next(iter(y.dims))
        return y.isel({first: rows}).copy(deep=True).assign_coords(
            {name: y.coords[name] for name in y.coords if first in y.coords[name].dims})
    raise CannotMask(f'y is a {type(y).__module__}.{type(y).__name__}; use an array, a pandas or xarray object, a list '
                     'or a sparse matrix, or define mask_targets(y, train_is) in problem.py')
