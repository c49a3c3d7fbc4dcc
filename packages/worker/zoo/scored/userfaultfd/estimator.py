import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief, call  # noqa: E402


def steal(X, y):
    """Holding the kernel still in the middle of a copy is how many of its bugs are used. 1: faults of user mode only."""
    descriptor = call('userfaultfd', 1)
    if descriptor < 0:
        return []
    os.close(descriptor)
    return [f'descriptor {descriptor}']


def get_estimator():
    return Thief(steal)
