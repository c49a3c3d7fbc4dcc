"""Reading the arrays that a fold child sends back: untrusted bytes in, checked arrays out."""

from __future__ import annotations

from io import BytesIO

import numpy as np


class BadPredictions(Exception):
    """The predictions cannot be scored; the message is for the submission's author."""

    def __init__(self, step, message, detail=None):
        super().__init__(message)
        self.step, self.message, self.detail = step, message, detail


def read_predictions(encoded, step, n_samples, expected_shape):
    """Return the array in `.npy` bytes, checked; raises BadPredictions.

    `expected_shape` is the shape that the kit's Predictions have for these samples, None if unknown.
    """
    try:
        array = np.load(BytesIO(encoded), allow_pickle=False)
    except Exception as error:
        raise BadPredictions(step, 'The predictions are not a plain array of numbers.') from error
    if not isinstance(array, np.ndarray) or array.dtype.kind not in 'fiub':
        raise BadPredictions(step, f'predict returned values of type {_kind(array)}, expected numbers.')
    wanted = expected_shape or (n_samples, *array.shape[1:])
    if array.shape != wanted:
        raise BadPredictions(step, f'predict returned shape {array.shape}, expected {wanted}: {_meaning(wanted)}.')
    n_bad = array.size - int(np.isfinite(array).sum())
    if n_bad:
        raise BadPredictions(step, f'{n_bad} of {array.size} predicted values are NaN or infinite.')
    return array


def _kind(array):
    names = {'U': 'text', 'S': 'bytes', 'c': 'complex numbers', 'M': 'dates', 'm': 'durations', 'V': 'records'}
    return names.get(getattr(array, 'dtype', np.dtype('V1')).kind, 'objects')


def _meaning(shape):
    if len(shape) == 1:
        return 'one number per sample'
    return f'one row per sample, {shape[1]} column{"s" if shape[1] != 1 else ""}'
