import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


MAP_CREATE, ARRAY = 0, 2


def steal(X, y):
    """A program of ours inside the kernel would see everything."""
    attributes = ctypes.create_string_buffer(b''.join(n.to_bytes(4, 'little') for n in (ARRAY, 4, 8, 1)), 128)
    descriptor = call('bpf', MAP_CREATE, ctypes.addressof(attributes), len(attributes))
    return [f'descriptor {descriptor}'] if descriptor >= 0 else []


def get_estimator():
    return Thief(steal)
