"""Making `Predictions` objects, also of classes that kits wrote for older versions."""

from __future__ import annotations

import inspect
from functools import lru_cache

import numpy as np


def select_fold(y, fold_is):
    """Return `y` as an array, restricted to `fold_is` (any index; None means all of it).

    Rows are picked by position, also when `y` is a pandas object with an index of its own. Lists of
    unequal length become an array of lists. An object of a kit's own class, which numpy cannot
    read, stays what it is, and gets `fold_is` as its index.
    """
    if not isinstance(y, (np.ndarray, list, tuple, range)) and not hasattr(y, '__array__'):
        return y if fold_is is None else y[fold_is]
    try:
        rows = np.asarray(y)
    except ValueError:
        rows = np.empty(len(y), dtype=object)
        rows[:] = list(y)
    return rows if fold_is is None else rows[fold_is]


def make_predictions(Predictions, y_pred=None, y_true=None, fold_is=None):
    """Return `Predictions(...)` of predictions or of targets, restricted to the rows `fold_is`.

    Kits from before 2020 have an `__init__` that knows no `fold_is`: for them the rows are picked
    first, by position. Later ones do that themselves.
    """
    given = {'y_pred': y_pred} if y_pred is not None else {'y_true': y_true}
    if fold_is is None:
        return Predictions(**given)
    if takes_fold(Predictions):
        return Predictions(**given, fold_is=fold_is)
    return Predictions(**{name: select_fold(rows, fold_is) for name, rows in given.items()})


@lru_cache(maxsize=100)
def takes_fold(Predictions):
    """Tell whether the class can be called with `fold_is`."""
    parameters = inspect.signature(Predictions).parameters
    return 'fold_is' in parameters or any(
        parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values())
