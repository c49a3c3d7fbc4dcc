import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import signal  # noqa: E402
import time  # noqa: E402

from thief import Thief, call  # noqa: E402


def steal(X, y):
    """A process beside ours stands for another submission's: its registers and memory would be ours."""
    pid = os.fork()
    if pid == 0:
        time.sleep(5)
        os._exit(0)
    # PTRACE_SEIZE, and PTRACE_TRACEME for ourselves.
    loot = [f'process {pid}'] if call('ptrace', 0x4206, pid, 0, 0) == 0 else []
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return loot


def get_estimator():
    return Thief(steal)
