import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief, bait, readable  # noqa: E402


def steal(X, y):
    """Shared memory of others lies in /dev/shm under its name."""
    names = os.listdir('/dev/shm') if os.path.isdir('/dev/shm') else []
    return [name for name in names if bait()['secret'].encode() in readable(f'/dev/shm/{name}', 1 << 16)]


def get_estimator():
    return Thief(steal)
