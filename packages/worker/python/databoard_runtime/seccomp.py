"""The filter on system calls: refuses what no data-science code needs, so that less of the kernel is in reach.

The programs are built by hand, for a worker needs no compiler and no package, and once, before any
fold: a child only hands its own to the kernel.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import socket
import struct

from .isolation import (CLONE_NEWCGROUP, CLONE_NEWIPC, CLONE_NEWNET, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWUSER,
                        CLONE_NEWUTS, set_filter)
from .system_calls import CLONE, FORBIDDEN, MISSING, PERSONALITY, SOCKETS, WALL_MAKING

# Column of the tables, and what the kernel calls the architecture (linux/audit.h).
ARCHITECTURES = {'x86_64': (1, 0xC000003E), 'aarch64': (2, 0xC00000B7)}
# Bit of the numbers of x32, a second way to every call on x86_64.
X32 = 0x40000000
NEW_NAMESPACES = (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID
                  | CLONE_NEWNET)
QUERY_PERSONALITY = 0xFFFFFFFF

# Offsets in struct seccomp_data; of the first argument the lower half counts (both machines are little-endian).
NUMBER_AT, ARCHITECTURE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
# BPF instructions: load a word, return, and three jumps.
LOAD, RETURN, IF_EQUAL, IF_AT_LEAST, IF_ANY_BIT = 0x20, 0x06, 0x15, 0x35, 0x45
ALLOW, ERROR = 0x7FFF0000, 0x00050000


class Filter:
    """A program for the kernel. `install` cannot be undone, and holds for every process started from then on."""

    def __init__(self, program):
        self._bytes = b''.join(struct.pack('=HBBI', *instruction) for instruction in program)
        self._length = len(program)

    def install(self):
        """Put the filter on this process, which must not be able to gain privileges any more."""
        set_filter(ctypes.create_string_buffer(self._bytes, len(self._bytes)), self._length)


def fold_filter():
    """Return the filter for a participant's code; None on machines whose system calls are not known here."""
    return _filter(WALL_MAKING + FORBIDDEN)


def platform_filter():
    """Return the filter for processes that make walls for others; None as above."""
    return _filter(FORBIDDEN, may_make_namespaces=True)


def _filter(forbidden, may_make_namespaces=False):
    if platform.machine() not in ARCHITECTURES:
        return None
    column, architecture = ARCHITECTURES[platform.machine()]
    program = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        # Programs for another architecture would come with other numbers.
        (IF_EQUAL, 1, 0, architecture), _refuse(errno.EPERM),
        (LOAD, 0, 0, NUMBER_AT),
    ]
    if platform.machine() == 'x86_64':
        program += [(IF_AT_LEAST, 0, 1, X32), _refuse(errno.EPERM)]
    for calls, error in ((forbidden, errno.EPERM), (MISSING, errno.ENOSYS)):
        for call in calls:
            if call[column] is not None:
                program += [(IF_EQUAL, 0, 1, call[column]), _refuse(error)]
    if not may_make_namespaces:
        program += _judged(CLONE[column], [(IF_ANY_BIT, 0, 1, NEW_NAMESPACES), _refuse(errno.EPERM)])
    # Pairs and sockets of the file system stay; there is no network for others to reach.
    for call in SOCKETS:
        program += _judged(call[column], [(IF_EQUAL, 1, 0, socket.AF_UNIX), _refuse(errno.EAFNOSUPPORT)])
    program += _judged(PERSONALITY[column], [(IF_EQUAL, 2, 0, 0), (IF_EQUAL, 1, 0, QUERY_PERSONALITY),
                                             _refuse(errno.EPERM)])
    program += [(RETURN, 0, 0, ALLOW)]
    return Filter(program)


def _judged(number, judgement):
    """Return instructions that look at the first argument of one call; whoever passes them is allowed."""
    inner = [(LOAD, 0, 0, FIRST_ARGUMENT_AT), *judgement, (RETURN, 0, 0, ALLOW)]
    return [(IF_EQUAL, 0, len(inner), number), *inner]


def _refuse(error):
    return (RETURN, 0, 0, ERROR | error)
