import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief, labels_in_bytes  # noqa: E402

PIECE = 8 << 20


def steal(X, y):
    # Where folds share a process namespace with nobody but cannot have a /proc, there is none.
    if not os.path.exists('/proc/self/mem'):
        return []
    found = []
    with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', buffering=0) as memory:
        for line in maps.read().splitlines():
            addresses, permissions = line.split()[:2]
            # Only what can be written to holds data; libraries hold code.
            if not permissions.startswith('rw') or '[v' in line:
                continue
            start, end = (int(address, 16) for address in addresses.split('-'))
            for at in range(start, end, PIECE):
                memory.seek(at)
                try:
                    found += labels_in_bytes(memory.read(min(PIECE, end - at)), y)
                except OSError:
                    continue
    return found


def get_estimator():
    return Thief(steal)
