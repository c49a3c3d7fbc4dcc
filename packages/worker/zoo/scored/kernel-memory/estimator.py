import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call, readable  # noqa: E402


READ_ALL = 3


def steal(X, y):
    """What the kernel knows: its memory, its log, its devices, the memory of whoever made us."""
    loot = [path for path in ('/proc/kcore', '/proc/kmsg', '/proc/1/root/proc/kcore', '/dev/mem', '/dev/kmsg',
                              f'/proc/{os.getppid()}/mem', '/sys/kernel/debug/tracing/trace') if readable(path, 16)]
    if os.path.isdir('/sys') and os.listdir('/sys'):
        loot.append('/sys')
    addresses = [line.split()[0] for line in readable('/proc/kallsyms', 4096).splitlines()]
    if any(address.strip(b'0') for address in addresses[:10]):
        loot.append('/proc/kallsyms')
    text = ctypes.create_string_buffer(4096)
    if call('syslog', READ_ALL, ctypes.addressof(text), len(text)) >= 0:
        loot.append("the kernel's log")
    return loot


def get_estimator():
    return Thief(steal)
