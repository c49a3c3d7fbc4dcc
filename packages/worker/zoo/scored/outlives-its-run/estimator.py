import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402
import time  # noqa: E402

from thief import Thief  # noqa: E402


def steal(X, y):
    """The runner looks for a process of this name when the run is over."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(15, b'zoo-outlives', 0, 0, 0)
            os.closerange(0, 1024)
            time.sleep(30)
        os._exit(0)
    return []


def get_estimator():
    return Thief(steal)
