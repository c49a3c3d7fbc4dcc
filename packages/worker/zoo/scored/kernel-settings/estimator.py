import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief  # noqa: E402


def steal(X, y):
    loot = []
    for path in ('/proc/sys/kernel/core_pattern', '/proc/sys/user/max_user_namespaces', '/proc/sys/vm/overcommit_memory',
                 '/proc/sysrq-trigger', '/sys/kernel/uevent_helper', '/proc/self/uid_map', '/usr/bin/zoo', '/kit/zoo'):
        try:
            with open(path, 'a') as file:
                file.write('')
            loot.append(path)
        except OSError:
            continue
    # The file's mode lets its owner write; only the capability check of the kernel stands in between.
    return [path for path in loot if path != '/proc/self/uid_map' and not path.startswith('/proc/sys/user')]


def get_estimator():
    return Thief(steal)
