import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


def steal(X, y):
    """What a ring is asked to do, the kernel does on its own, past any filter on system calls."""
    parameters = ctypes.create_string_buffer(256)
    ring = call('io_uring_setup', 4, ctypes.addressof(parameters))
    if ring >= 0:
        os.close(ring)
        return [f'descriptor {ring}']
    # Its elder: how many such requests there may be, all users of the machine share.
    context = ctypes.c_ulong()
    return ['a context'] if call('io_setup', 1024, ctypes.addressof(context)) == 0 else []


def get_estimator():
    return Thief(steal)
