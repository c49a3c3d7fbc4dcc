"""Tries, from inside, what each wall must prevent. Part of the worker's self-test; never told to a submission."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import socket
import tempfile

from .seccomp import ARCHITECTURES
from .system_calls import FORBIDDEN, MISSING, WALL_MAKING

# Tried with arguments that do no harm where no filter stands.
TRIED_CALLS = {
    'mount': (0, 0, 0, 0, 0), 'unshare': (0,), 'ptrace': (0, 0, 0, 0), 'bpf': (0, 0, 0), 'keyctl': (0, -3, 0),
    'userfaultfd': (0,), 'setns': (-1, 0), 'perf_event_open': (0, 0, -1, -1, 0), 'sched_setaffinity': (0, 0, 0),
    'io_uring_setup': (1, 0), 'memfd_create': (0, 0), 'shmget': (0x5A03, 4096, 0), 'clone3': (0, 0),
}
REFUSALS = (1, 38)
PR_GET_NO_NEW_PRIVS = 39
READ_ONLY = ('/', '/usr', '/etc', '/dev', '/databoard')
MIB, PROCESSES_TRIED = 1 << 20, 300

_libc = ctypes.CDLL(None, use_errno=True)


def fallen_walls(bait, kept, limits):
    """Return the walls that do not stand: their name and what got through. `kept`: descriptors that may be open."""
    found = {
        'files': _secret(bait['secret']), 'network': _network(bait['listener']), 'other processes': _processes(),
        'system calls': _system_calls(), 'capabilities': _capabilities(), 'no set-uid': _set_uid(),
        'read-only system': _written(), 'temporary files': _temporary(limits['diskMiB']),
        'descriptors': _descriptors(kept),
    }
    return {name: what for name, what in found.items() if what}


def _secret(path):
    with contextlib.suppress(OSError), open(path, 'rb') as file:
        return f'{path} was read: {len(file.read())} bytes'


def _network(listener):
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        client.connect(f'\0{listener}')
        return 'a socket of the host answered'
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET):
        return 'an internet socket was opened'


def _processes():
    others = [pid for pid in os.listdir('/proc') if pid.isdigit() and int(pid) != os.getpid()]
    if others:
        return f'/proc shows processes {", ".join(others[:5])}'
    for pid in set(range(1, PROCESSES_TRIED)) - {os.getpid()}:
        # The first process of a namespace cannot be harmed from inside.
        if pid != 1 or os.getppid() != 0:
            with contextlib.suppress(OSError):
                os.kill(pid, 0)
                return 'other processes can be signalled'


def _system_calls():
    if platform.machine() not in ARCHITECTURES:
        return f'the system calls of {platform.machine()} are not known'
    column = ARCHITECTURES[platform.machine()][0]
    numbers = {call[0]: call[column] for call in WALL_MAKING + FORBIDDEN + MISSING}
    passed = []
    for name, arguments in TRIED_CALLS.items():
        ctypes.set_errno(0)
        if _libc.syscall(numbers[name], *arguments) != -1 or ctypes.get_errno() not in REFUSALS:
            passed.append(name)
    return passed and f'not refused: {", ".join(passed)}'


def _capabilities():
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if _libc.capget(header, sets) != 0 or any(sets):
        return 'capabilities are in effect'
    if os.getuid() == 0:
        return 'this is root'


def _set_uid():
    if _libc.prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1:
        return 'programs may gain privileges'
    where = [path for path in ('/', '/usr', '/tmp') if not os.statvfs(path).f_flag & os.ST_NOSUID]
    return where and f'set-uid programs work below {", ".join(where)}'


def _written():
    written = []
    for folder in READ_ONLY:
        with contextlib.suppress(OSError), tempfile.TemporaryFile(dir=folder):
            written.append(folder)
    return written and f'could be written to: {", ".join(written)}'


def _temporary(disk_mib):
    for folder in ('/tmp', '/dev/shm'):
        try:
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b'x')
        except OSError as error:
            return f'{folder} cannot be written to: {error}'
        kind = os.statvfs(folder)
        if kind.f_blocks * kind.f_frsize > max(disk_mib, 16) * MIB:
            return f'{folder} holds more than it may'


def _descriptors(kept):
    others = []
    for descriptor in set(range(3, 256)) - kept:
        with contextlib.suppress(OSError):
            os.fstat(descriptor)
            others.append(descriptor)
    return others and f'descriptors {others} are open'
