import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import resource  # noqa: E402

from thief import Thief  # noqa: E402


def steal(X, y):
    loot = []
    for name in ('RLIMIT_AS', 'RLIMIT_NPROC', 'RLIMIT_FSIZE', 'RLIMIT_CPU', 'RLIMIT_NOFILE', 'RLIMIT_CORE', 'RLIMIT_MSGQUEUE'):
        _, hard = resource.getrlimit(getattr(resource, name))
        if hard == resource.RLIM_INFINITY:
            loot.append(f'{name} is not set')
            continue
        try:
            resource.setrlimit(getattr(resource, name), (hard, hard + 1))
            loot.append(name)
        except (OSError, ValueError):
            continue
    return loot


def get_estimator():
    return Thief(steal)
