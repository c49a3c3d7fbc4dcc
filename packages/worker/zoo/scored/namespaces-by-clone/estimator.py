import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402
import signal  # noqa: E402

from thief import Thief, call  # noqa: E402


NEW_USER, NEW_MOUNTS, NEW_PROCESSES = 0x10000000, 0x20000, 0x20000000


def steal(X, y):
    """unshare is not the only way to a user namespace: new processes can be made in one, and old ones joined."""
    loot = []
    arguments = ctypes.create_string_buffer((NEW_USER | NEW_MOUNTS).to_bytes(8, 'little') + bytes(24)
                                            + signal.SIGCHLD.to_bytes(8, 'little') + bytes(48))
    for name, how in (('clone3', (ctypes.addressof(arguments), 64)),
                      ('clone', (NEW_USER | NEW_PROCESSES | signal.SIGCHLD, 0, 0, 0, 0))):
        pid = call(name, *how)
        if pid == 0:
            os._exit(0)
        if pid > 0:
            os.waitpid(pid, 0)
            loot.append(name)
    for kind in ('user', 'mnt', 'net', 'pid', 'ipc'):
        try:
            descriptor = os.open(f'/proc/self/ns/{kind}', os.O_RDONLY)
        except OSError:
            continue
        if kind == 'net' and call('setns', descriptor, 0) == 0:
            loot.append('setns')
        os.close(descriptor)
    return loot


def get_estimator():
    return Thief(steal)
