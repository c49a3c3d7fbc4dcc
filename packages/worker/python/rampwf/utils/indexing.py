"""Picking rows out of whatever a kit uses as X or y."""

from __future__ import annotations

import numpy as np


def select_rows(data, index):
    """Return the rows `index` of `data`, by position; None means all of them, as they are.

    `index` may be an integer array, a boolean mask (also a pandas one), a slice or a list; `data`
    may be a pandas object, an array, a sparse matrix, a list, or any object whose `[]` understands
    the index.
    """
    if index is None:
        return data
    if hasattr(index, 'to_numpy'):
        index = index.to_numpy()
    if hasattr(data, 'iloc'):
        return data.iloc[index]
    if isinstance(data, (list, tuple)) and not isinstance(index, slice):
        return [data[i] for i in np.arange(len(data))[index]]
    return data[index]
