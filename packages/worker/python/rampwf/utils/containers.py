"""Making `Predictions` objects, also of classes that kits wrote for older versions."""

from __future__ import annotations

import inspect

from ..prediction_types.base import select_fold


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


def takes_fold(Predictions):
    """Tell whether the class can be called with `fold_is`."""
    parameters = inspect.signature(Predictions).parameters
    return 'fold_is' in parameters or any(
        parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values())
