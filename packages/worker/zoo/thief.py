"""What the zoo's thieves share. Each tries one way in; one that gets something raises Stolen, and so gives itself away."""

import ctypes
import json
import os
import platform
import re
import socket

import numpy as np
from databoard_runtime.system_calls import CLONE, FORBIDDEN, MISSING, PERSONALITY, WALL_MAKING
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


def call(name, *arguments):
    """Make a system call past the C library; returns what it gives, -1 when it is refused."""
    column = 1 if platform.machine() == 'x86_64' else 2
    numbers = {entry[0]: entry[column] for entry in (*WALL_MAKING, *FORBIDDEN, *MISSING, CLONE, PERSONALITY)}
    return ctypes.CDLL(None).syscall(numbers[name], *(ctypes.c_long(argument) for argument in arguments))


def platform_connection():
    """Return the socket on which the platform hears of steps and predictions."""
    for descriptor in range(3, 64):
        try:
            return socket.socket(fileno=os.dup(descriptor))
        except OSError:
            continue
    raise RuntimeError('no socket')


def frame(header, *parts):
    """Return a message as the platform's own code would send it."""
    encoded = json.dumps({**header, 'parts': [len(part) for part in parts]}).encode()
    return len(encoded).to_bytes(4, 'big') + encoded + b''.join(parts)
