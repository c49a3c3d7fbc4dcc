import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402
import stat  # noqa: E402

from thief import Thief  # noqa: E402


GET_NO_NEW_PRIVS = 39


def steal(X, y):
    """A program that belongs to root and says so runs as root, if the mount and the kernel let it."""
    loot = [] if ctypes.CDLL(None).prctl(GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 else ['new privileges']
    for folder in ('/usr/bin', '/usr/sbin', '/usr/lib', '/bin', '/sbin'):
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            path = os.path.join(folder, name)
            is_set = os.path.isfile(path) and os.stat(path).st_mode & (stat.S_ISUID | stat.S_ISGID)
            if is_set and not os.statvfs(path).f_flag & os.ST_NOSUID:
                loot.append(path)
    with open('/tmp/zoo-program', 'wb') as file:
        file.write(b'#!/bin/sh')
    os.chmod('/tmp/zoo-program', 0o4755)
    os.remove('/tmp/zoo-program')
    return loot


def get_estimator():
    return Thief(steal)
