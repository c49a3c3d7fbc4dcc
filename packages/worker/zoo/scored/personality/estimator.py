import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief, call  # noqa: E402


NO_RANDOMIZE, READ_IMPLIES_EXEC, QUERY = 0x0040000, 0x0400000, 0xFFFFFFFF


def steal(X, y):
    """Addresses that are the same every time make a bug easier to use, here and in what we start."""
    loot = [hex(flag) for flag in (NO_RANDOMIZE, READ_IMPLIES_EXEC) if call('personality', flag) >= 0]
    call('personality', 0)
    return loot if call('personality', QUERY) >= 0 else ['it cannot even be asked']


def get_estimator():
    return Thief(steal)
