import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief  # noqa: E402

MARK = 'zoo-was-here'
PLACES = ('/', '/etc', '/dev', '/tmp', '/dev/shm', '/fold', '/submission', '/sock', '/features', '/kit', '/var/tmp', '/run', '/databoard',
          os.path.dirname(os.path.abspath(__file__)), os.getcwd())


def steal(X, y):
    """Looks for what another fold has left, then leaves something for the next one, also in shared memory."""
    mine = f'{MARK}-{float(y[0])}'
    loot = []
    for place in sorted(set(PLACES)):
        try:
            loot += [name for name in os.listdir(place) if name.startswith(MARK) and name != mine]
            with open(os.path.join(place, mine), 'w') as file:
                file.write('x')
        except OSError:
            continue
    return loot + system_v_memory()


def system_v_memory():
    import ctypes
    libc = ctypes.CDLL(None)
    key = 0x5A00
    if libc.shmget(key, 4096, 0o600) >= 0:
        return ['shared memory of another run']
    libc.shmget(key, 4096, 0o1000 | 0o600)
    return []


def get_estimator():
    return Thief(steal)
