import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402
import signal  # noqa: E402
import time  # noqa: E402

from thief import Thief, call  # noqa: E402


class Piece(ctypes.Structure):
    _fields_ = [('address', ctypes.c_void_p), ('length', ctypes.c_size_t)]


def steal(X, y):
    """Reads another process's memory without stopping it."""
    theirs = ctypes.create_string_buffer(b'what another one knows')
    pid = os.fork()
    if pid == 0:
        time.sleep(5)
        os._exit(0)
    ours = ctypes.create_string_buffer(len(theirs))
    here = Piece(ctypes.addressof(ours), len(ours))
    there = Piece(ctypes.addressof(theirs), len(theirs))
    got = call('process_vm_readv', pid, ctypes.addressof(here), 1, ctypes.addressof(there), 1, 0)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return [ours.value] if got > 0 else []


def get_estimator():
    return Thief(steal)
