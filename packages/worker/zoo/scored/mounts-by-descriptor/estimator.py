import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


CLONE, RECURSIVE = 1, 0x8000


def steal(X, y):
    """The newer way to mount needs no path; a copy of a tree would be a file system that no limit holds."""
    tmpfs, root = ctypes.create_string_buffer(b'tmpfs'), ctypes.create_string_buffer(b'/')
    loot = []
    for name, arguments in (('fsopen', (ctypes.addressof(tmpfs), 0)), ('fspick', (-100, ctypes.addressof(root), 0)),
                            ('open_tree', (-100, ctypes.addressof(root), CLONE | RECURSIVE)),
                            ('statmount', (0, 0, 0, 0)), ('chroot', (ctypes.addressof(root),)),
                            ('pivot_root', (ctypes.addressof(root), ctypes.addressof(root)))):
        if call(name, *arguments) >= 0:
            loot.append(name)
    return loot


def get_estimator():
    return Thief(steal)
