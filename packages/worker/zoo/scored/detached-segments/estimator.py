import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


PIECE, COUNT, PRIVATE, CREATE, REMOVE = 15 << 20, 20, 0, 0o1600, 0


def steal(X, y):
    """Segments that are filled and then let go: memory that shows in no process."""
    libc = ctypes.CDLL(None)
    libc.shmat.restype = ctypes.c_void_p
    kept = []
    for _ in range(COUNT):
        segment = call('shmget', PRIVATE, PIECE, CREATE)
        if segment < 0:
            break
        kept.append(segment)
        address = libc.shmat(segment, None, 0)
        ctypes.memset(address, 1, PIECE)
        libc.shmdt(ctypes.c_void_p(address))
    for segment in kept:
        call('shmctl', segment, REMOVE, 0)
    return [f'{len(kept) * PIECE >> 20} MiB'] if len(kept) == COUNT else []


def get_estimator():
    return Thief(steal)
