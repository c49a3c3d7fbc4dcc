"""What the zoo's thieves share. Each tries one way in; one that gets something raises Stolen, and so gives itself away."""

import json
import os
import re

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin

FRACTION = 0.3141592653589793
AS_TEXT = re.compile(rb'[79]0\d{4}\.31415926535')


class Stolen(Exception):
    """The trick worked."""


def bait():
    """Return where the runner has laid out what is worth stealing."""
    with open(os.path.join(os.path.dirname(__file__), 'bait.json')) as file:
        return json.load(file)


class Thief(BaseEstimator, RegressorMixin):
    """A model that steals while it trains and predicts honestly afterwards, badly. `steal(X, y)` returns the loot."""

    def __init__(self, steal):
        self.steal = steal

    def fit(self, X, y):
        self.mean_ = float(np.mean(y))
        if loot := self.steal(X, y):
            raise Stolen(str(loot)[:500])
        return self

    def predict(self, X):
        return np.full(len(X), self.mean_)


def foreign_labels(values, y):
    """Return the labels among `values`, an array of floats, that are not in `y`."""
    values = np.asarray(values, dtype=np.float64).ravel()
    with np.errstate(all='ignore'):
        candidates = values[(values >= 700000) & (values < 1000000)]
    labels = candidates[np.abs(candidates % 1 - FRACTION) < 1e-8]
    return sorted(set(labels.tolist()) - set(np.asarray(y).tolist()))


def labels_in_bytes(data, y):
    """Return the foreign labels in raw memory or in a file, as numbers or as text."""
    found = set()
    if len(data) >= 8:
        found.update(foreign_labels(np.frombuffer(data, np.float64, len(data) // 8), y))
    if b'.31415926535' not in data:
        return sorted(map(str, found))
    own = {repr(float(value))[:18].encode() for value in y}
    found.update(match for match in AS_TEXT.findall(data) if not any(text.startswith(match) for text in own))
    return sorted(map(str, found))


def readable(path, size=1 << 26):
    """Return a file's first bytes, empty when it cannot be read."""
    try:
        with open(path, 'rb') as file:
            return file.read(size)
    except OSError:
        return b''
