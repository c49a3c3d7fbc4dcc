"""Ensembles that grow by one member at a time."""

from __future__ import annotations

import numpy as np


def ensemble_of(Predictions):
    """Return an empty ensemble that gives the same numbers as `Predictions.combine`.

    It keeps running sums where `combine` is the mean of what the class method `addend` gives for
    each member, and otherwise (a kit's own `combine`, detection, another library's classes) calls
    `combine` on all members each time.
    """
    return _RunningMean(Predictions) if averages_addends(Predictions) else _Recombined(Predictions)


def averages_addends(Predictions):
    """Tell whether `combine` comes from a class that promises this by defining `addend` beside it."""
    # A kit's class that inherits from ours may bring a combine of its own: then its word counts.
    provider = next((base for base in Predictions.__mro__ if 'combine' in vars(base)), object)
    return 'addend' in vars(provider)


class _RunningMean:
    """Sums and counts per entry, so that a candidate costs one addition however many are in."""

    def __init__(self, Predictions):
        self._Predictions = Predictions
        self._sum, self._count = 0.0, 0

    def add(self, predictions):
        self._sum, self._count = self._with(predictions)

    def combined_with(self, predictions):
        total, count = self._with(predictions)
        # 0 of 0 is a sample that nobody predicted: NaN.
        with np.errstate(invalid='ignore'):
            return self._Predictions(y_pred=total / count)

    def _with(self, predictions):
        addend = np.asarray(self._Predictions.addend(predictions), dtype=np.float64)
        predicted = ~np.isnan(addend)
        return self._sum + np.where(predicted, addend, 0.0), self._count + predicted


class _Recombined:
    """All members, combined anew for each candidate."""

    def __init__(self, Predictions):
        self._Predictions = Predictions
        self._members = []

    def add(self, predictions):
        self._members.append(predictions)

    def combined_with(self, predictions):
        return self._Predictions.combine([*self._members, predictions])
