"""Reading what a fold child sends back as predictions: untrusted bytes in, checked values out.

Two forms: an array in `.npy`, and for kits whose predictions are lists (detection) JSON. Never a pickle.
"""

from __future__ import annotations

import json
import math
import struct
from functools import lru_cache
from io import BytesIO

import numpy as np

NPY = b'\x93NUMPY'
# What lists cost in memory is many times what they cost on the wire.
JSON_BYTES_MAX = 64 << 20
JSON_LISTS_MAX = 2_000_000


class BadPredictions(Exception):
    """The predictions cannot be scored; the message is for the submission's author."""

    def __init__(self, step, message, detail=None):
        super().__init__(message)
        self.step, self.message, self.detail = step, message, detail


def read_predictions(encoded, step, n_samples, expected, may_be_nan=False):
    """Return the predictions for `n_samples` samples, checked; raises BadPredictions.

    `expected` is what the kit's Predictions hold for these samples as an array (its shape and dtype count),
    None if unknown. Where that is an array of objects, each sample's prediction is a list (or None).
    `may_be_nan` is for kits whose own Predictions know what a missing number means.
    """
    holds_objects = expected is None or expected.dtype.kind == 'O'
    if not bytes(encoded[:len(NPY)]) == NPY:
        if not holds_objects:
            raise BadPredictions(step, 'The predictions are not a plain array of numbers.')
        return _read_lists(encoded, step, n_samples)
    array = _read_array(encoded, step)
    if expected is not None and holds_objects:
        return _as_objects(array.tolist(), step, n_samples)
    wanted = expected.shape if expected is not None else (n_samples, *array.shape[1:])
    if array.shape != wanted:
        raise BadPredictions(step, f'predict returned shape {array.shape}, expected {wanted}: {_meaning(wanted)}.')
    n_bad = array.size - int(np.isfinite(array).sum())
    if n_bad and not may_be_nan:
        raise BadPredictions(step, f'{n_bad} of {array.size} predicted values are NaN or infinite.')
    return array


def _read_array(encoded, step):
    try:
        array = _read_npy(encoded)
    except Exception as error:
        raise BadPredictions(step, 'The predictions are not a plain array of numbers.') from error
    if not isinstance(array, np.ndarray) or array.dtype.kind not in 'fiub':
        raise BadPredictions(step, f'predict returned values of type {_kind(array)}, expected numbers.')
    return array


def _read_npy(encoded):
    """Read as `np.load` does, which spends most of its time on the header: equal ones are taken apart once."""
    (header_bytes,) = struct.unpack('<H', encoded[8:10])
    form = _array_form(bytes(encoded[:10 + header_bytes]))
    if form is None:
        return np.load(BytesIO(encoded), allow_pickle=False)
    dtype, shape = form
    numbers = np.frombuffer(encoded, dtype, count=math.prod(shape), offset=10 + header_bytes)
    # A copy, because kits may write into what they are given.
    return numbers.reshape(shape).copy()


@lru_cache(maxsize=64)
def _array_form(header):
    """Return the type of number and the shape that a header tells, None if it is not of the common form."""
    if header[6:8] != b'\x01\x00':
        return None
    shape, fortran_order, dtype = np.lib.format.read_array_header_1_0(BytesIO(header[8:]))
    return None if fortran_order or dtype.kind not in 'fiub' else (dtype, shape)


def _read_lists(encoded, step, n_samples):
    if len(encoded) > JSON_BYTES_MAX or encoded.count(b'[') > JSON_LISTS_MAX:
        raise BadPredictions(step, f'The predictions are too large: at most {JSON_LISTS_MAX} lists '
                             f'and {JSON_BYTES_MAX >> 20} MiB as JSON.')
    try:
        values = json.loads(bytes(encoded))
    except (ValueError, RecursionError) as error:
        raise BadPredictions(step, 'The predictions are neither an array nor lists of numbers.') from error
    return _as_objects(values, step, n_samples)


def _as_objects(values, step, n_samples):
    if not isinstance(values, list) or len(values) != n_samples:
        given = f'{len(values)} predictions' if isinstance(values, list) else 'no list'
        raise BadPredictions(step, f'predict returned {given}, expected one list per sample: {n_samples}.')
    cells = np.empty(n_samples, dtype=object)
    for number, value in enumerate(values):
        cells[number] = _cell(value, step, number)
    return cells


def _cell(value, step, number):
    """Return one sample's prediction: a list of tuples of finite numbers, or None where nothing was predicted."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise BadPredictions(step, f'The prediction for sample {number} is not a list.')
    for item in value:
        # What was found may also be named numbers: {"x": 3, "y": 4}.
        numbers = item if isinstance(item, list) else item.values() if isinstance(item, dict) else [item]
        if not all(type(n) in (int, float) and math.isfinite(n) for n in numbers):
            raise BadPredictions(step, f'The prediction for sample {number} holds something else than finite numbers.')
    return [tuple(item) if isinstance(item, list) else item for item in value]


def _kind(array):
    names = {'U': 'text', 'S': 'bytes', 'c': 'complex numbers', 'M': 'dates', 'm': 'durations', 'V': 'records'}
    return names.get(getattr(array, 'dtype', np.dtype('V1')).kind, 'objects')


def _meaning(shape):
    if len(shape) == 1:
        return 'one number per sample'
    return f'one row per sample, {shape[1]} column{"s" if shape[1] != 1 else ""}'
