import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


def steal(X, y):
    """What a ring is asked to do, the kernel does on its own, past any filter on system calls."""
    parameters = ctypes.create_string_buffer(256)
    ring = call('io_uring_setup', 4, ctypes.addressof(parameters))
    if ring < 0:
        return []
    os.close(ring)
    return [f'descriptor {ring}']


def get_estimator():
    return Thief(steal)
