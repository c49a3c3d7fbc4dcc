import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief  # noqa: E402


def steal(X, y):
    """The processors that we may use are not ours to choose."""
    try:
        os.sched_setaffinity(0, range(os.cpu_count()))
        return [os.sched_getaffinity(0)]
    except OSError:
        return []


def get_estimator():
    return Thief(steal)
