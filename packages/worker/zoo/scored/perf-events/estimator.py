import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


SOFTWARE, SIZE, TASK_CLOCK, EXCLUDE_KERNEL = 1, 64, 1, 1 << 5


def steal(X, y):
    """Counters of the processor tell what others do on it."""
    numbers = [SOFTWARE | SIZE << 32, TASK_CLOCK, 0, 0, 0, EXCLUDE_KERNEL]
    attributes = ctypes.create_string_buffer(b''.join(number.to_bytes(8, 'little') for number in numbers), 128)
    loot = []
    for who, where in ((0, -1), (-1, 0)):
        descriptor = call('perf_event_open', ctypes.addressof(attributes), who, where, -1, 0)
        if descriptor >= 0:
            os.close(descriptor)
            loot.append(f'process {who}, processor {where}')
    return loot


def get_estimator():
    return Thief(steal)
