import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


def steal(X, y):
    """A message queue has a name that others know, and memory that belongs to nobody."""
    name = ctypes.create_string_buffer(b'zoo-queue')
    queue = call('mq_open', ctypes.addressof(name), os.O_CREAT | os.O_RDWR, 0o600, 0)
    if queue < 0:
        return []
    call('mq_unlink', ctypes.addressof(name))
    return [f'descriptor {queue}']


def get_estimator():
    return Thief(steal)
