import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


KEY, CREATE, REMOVE = 0x5A01, 0o1600, 0


def steal(X, y):
    """Leaves a message for the next fold in a segment that outlives us, and reads what the last one has left."""
    segment = call('shmget', KEY, 4096, CREATE)
    if segment < 0:
        return []
    libc = ctypes.CDLL(None)
    libc.shmat.restype = ctypes.c_void_p
    address = libc.shmat(segment, None, 0)
    ctypes.memmove(address, b'labels', 6)
    read = ctypes.string_at(address, 6)
    call('shmctl', segment, REMOVE, 0)
    return [read]


def get_estimator():
    return Thief(steal)
