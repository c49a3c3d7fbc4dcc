import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, bait, readable  # noqa: E402


def steal(X, y):
    """Any process that is not ours is loot: its memory can be read from there on."""
    others = [pid for pid in os.listdir('/proc') if pid.isdigit() and int(pid) != os.getpid()]
    loot = [pid for pid in others if readable(f'/proc/{pid}/environ') or readable(f'/proc/{pid}/maps')]
    if bait()['secret'].encode() in readable('/proc/1/environ'):
        loot.append('the environment of process 1')
    libc = ctypes.CDLL(None)
    # PTRACE_SEIZE on whatever has a low number, whether /proc shows it or not.
    loot += [pid for pid in range(2, 64) if pid != os.getpid() and libc.ptrace(0x4206, pid, 0, 0) == 0]
    return loot


def get_estimator():
    return Thief(steal)
