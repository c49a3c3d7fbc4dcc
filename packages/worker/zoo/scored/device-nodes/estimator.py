import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import stat  # noqa: E402

from thief import Thief  # noqa: E402


HARMLESS = {'null', 'zero', 'full', 'random', 'urandom'}


def steal(X, y):
    """Disks, memory and terminals are files for whoever can open them, or make them."""
    loot = []
    for folder, _, names in os.walk('/dev'):
        for name in set(names) - HARMLESS:
            path = os.path.join(folder, name)
            try:
                kind = os.stat(path).st_mode
                if not stat.S_ISCHR(kind) and not stat.S_ISBLK(kind) or os.path.islink(path):
                    continue
                os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
                loot.append(path)
            except OSError:
                continue
    for kind, numbers in ((stat.S_IFBLK, (254, 0)), (stat.S_IFBLK, (8, 0)), (stat.S_IFCHR, (1, 1))):
        try:
            os.mknod('/tmp/zoo-node', kind | 0o600, os.makedev(*numbers))
            os.close(os.open('/tmp/zoo-node', os.O_RDONLY))
            loot.append(f'made {numbers}')
        except OSError:
            pass
        finally:
            if os.path.lexists('/tmp/zoo-node'):
                os.remove('/tmp/zoo-node')
    return loot


def get_estimator():
    return Thief(steal)
