import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief  # noqa: E402


PIECE, COUNT = 15 << 20, 20


def steal(X, y):
    """Files without a name, written and never mapped: memory that shows in no process."""
    kept = []
    for number in range(COUNT):
        try:
            descriptor = os.memfd_create(f'zoo-{number}')
        except OSError:
            break
        os.write(descriptor, bytes(PIECE))
        kept.append(descriptor)
    for descriptor in kept:
        os.close(descriptor)
    return [f'{len(kept) * PIECE >> 20} MiB'] if len(kept) == COUNT else []


def get_estimator():
    return Thief(steal)
