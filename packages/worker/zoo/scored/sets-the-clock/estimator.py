import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402
import time  # noqa: E402

from thief import Thief, call  # noqa: E402


def steal(X, y):
    """Deadlines are kept by somebody else's clock, and the machine's own cannot be set."""
    os.environ['FAKETIME'] = '-1000d'
    now = ctypes.create_string_buffer(int(time.time()).to_bytes(8, 'little') + bytes(8))
    for name in ('time', 'monotonic', 'perf_counter', 'process_time'):
        setattr(time, name, lambda: 0.0)
    loot = []
    for call_name, arguments in (('clock_settime', (0, ctypes.addressof(now))),
                                 ('settimeofday', (ctypes.addressof(now), 0))):
        if call(call_name, *arguments) == 0:
            loot.append(call_name)
    return loot


def get_estimator():
    return Thief(steal)
