import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief  # noqa: E402


def steal(X, y):
    """As another user, or with capabilities again."""
    if os.getuid() == 0:
        return ['this is root']
    loot = []
    for become in (os.setuid, os.seteuid, os.setgid, lambda number: os.setgroups([number])):
        try:
            become(0)
            loot.append(str(become))
        except OSError:
            continue
    all_of_them = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
    if ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), all_of_them) == 0:
        loot.append('capabilities')
    return loot


def get_estimator():
    return Thief(steal)
