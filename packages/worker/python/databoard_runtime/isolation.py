"""The walls around one fold: namespaces, mounts, limits, capabilities, descriptors.

Everything goes through the C library with ctypes, so that a worker needs no compiler and no package.
"""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
from typing import NamedTuple

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS = 0x00020000, 0x02000000, 0x04000000
CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x08000000, 0x10000000, 0x20000000
CLONE_NEWNET = 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
MIB = 1 << 20
# The kernel's memory for a file's name and attributes counts nowhere, so files are counted.
FILES_AT_LEAST, FILES_PER_MIB = 1024, 32

# The folders that the sandbox's outer wall has made as mount points.
FOLD, SUBMISSION, HIDDEN = '/fold', '/submission', ('/sock', '/features', '/cgroup')


class ProcessNamespace(NamedTuple):
    """Where processes are that must not see their parent: a descriptor of the parent's /proc, and its first process."""

    proc: int
    keeper: int


def _check(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f'{what}: {os.strerror(number)}')


def _mount(source, target, kind, flags, data=None):
    encoded = [None if text is None else text.encode() for text in (source, target, kind, data)]
    _check(_libc.mount(encoded[0], encoded[1], encoded[2], flags, encoded[3]), f'mount {target}')


def settle(uid, hides_processes=False):
    """Make this process as weak as it may be; called first thing by a program that bubblewrap started.

    `uid`: whom to become when started as root, else None. With `hides_processes`, the children that this
    process forks from now on cannot see or signal it; returns the ProcessNamespace that they are in.
    """
    if uid is not None:
        # bubblewrap, run by root, covers parts of /proc, and the kernel then refuses a fresh one to inner namespaces.
        _mount('proc', '/proc', 'proc', MS_NOSUID | MS_NODEV | MS_NOEXEC)
    if hides_processes:
        proc = os.open('/proc', os.O_RDONLY | os.O_DIRECTORY)
        _check(_libc.unshare(CLONE_NEWPID), 'unshare')
        _mount('tmpfs', '/proc', 'tmpfs', MS_RDONLY | MS_NOSUID | MS_NODEV, 'size=4k,mode=0555')
        # What bubblewrap has mounted knows no limit on files.
        outer = os.statvfs('/tmp')
        _mount_writable(0o1777)
        resize_private_folders(outer.f_blocks * outer.f_frsize // MIB)
    if uid is not None:
        _become(uid)
    elif hides_processes:
        drop_capabilities()
    return ProcessNamespace(proc, _keep_namespace()) if hides_processes else None


def _keep_namespace():
    """Fork the first process of the namespace: while it lives, others can be forked into it. Returns its number."""
    pid = os.fork()
    if pid != 0:
        return pid
    die_with_parent()
    os.closerange(0, 1 << 10)
    # Whoever is left without a parent is its child, and is not to stay when it ends.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        signal.pause()


def _become(uid):
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    forbid_privileges()
    # A change of user makes /proc/self belong to root; the user namespace's maps are written there.
    _prctl(PR_SET_DUMPABLE, 1)


def _prctl(option, value=0):
    _check(_libc.prctl(option, value, 0, 0, 0), f'prctl {option}')


def die_with_parent():
    """End this process when its parent ends."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def forbid_privileges():
    """Give this process and its children no more privileges than they have, whatever they execute."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)


def enter_namespaces(with_cgroup=True):
    """Leave the fork server's world: own users, mounts, network, IPC; own processes for the children."""
    uid, gid = os.getuid(), os.getgid()
    _check(_libc.unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC
                         | CLONE_NEWUTS | (CLONE_NEWCGROUP if with_cgroup else 0)), 'unshare')
    for name, text in (('setgroups', 'deny'), ('uid_map', f'{uid} {uid} 1'),
                       ('gid_map', f'{gid} {gid} 1')):
        with open(f'/proc/self/{name}', 'w') as file:
            file.write(text)
    _mount(None, '/', None, MS_REC | MS_PRIVATE)


def enter_cgroup_namespace():
    """Show the control group that this process is in as if it were all there is."""
    _check(_libc.unshare(CLONE_NEWCGROUP), 'unshare')


def mount_private_folders():
    """Give the fold one tmpfs for all that it may write, and cover what it must not see."""
    _mount_writable(0o700)
    for folder in filter(os.path.isdir, HIDDEN):
        _mount('tmpfs', folder, 'tmpfs', MS_NOSUID | MS_NODEV | MS_RDONLY, 'size=4k,mode=0555')


def _mount_writable(mode):
    _mount('tmpfs', FOLD, 'tmpfs', MS_NOSUID | MS_NODEV, 'size=1m,mode=0755')
    for inner, target in (('tmp', '/tmp'), ('shm', '/dev/shm'), ('submission', SUBMISSION)):
        os.mkdir(f'{FOLD}/{inner}')
        os.chmod(f'{FOLD}/{inner}', mode)
        _mount(f'{FOLD}/{inner}', target, None, MS_BIND)


def mount_own_proc():
    """Show this PID namespace's processes in /proc, or nothing where the kernel refuses that."""
    try:
        _mount('proc', '/proc', 'proc', MS_NOSUID | MS_NODEV | MS_NOEXEC)
    except OSError:
        _mount('tmpfs', '/proc', 'tmpfs', MS_RDONLY, 'size=4k,mode=0555')
        return
    # With a user namespace of its own, the code inside could mount file systems without a limit.
    with open('/proc/sys/user/max_user_namespaces', 'w') as file:
        file.write('0')


def resize_private_folders(disk_mib):
    """Set how much the fold may write, once its limits are known."""
    files = FILES_AT_LEAST + FILES_PER_MIB * disk_mib
    _mount('tmpfs', FOLD, None, MS_REMOUNT | MS_NOSUID | MS_NODEV, f'size={disk_mib}m,nr_inodes={files}')


def limit_resources(limits, address_space_bytes, others):
    """Set what the kernel counts per process or user; `limits` are the job's, the rest is what was there before."""
    cpu = math.ceil(limits['timeoutSeconds'] * limits['cores']) + 2
    for name, value, more in ((resource.RLIMIT_AS, address_space_bytes + limits['memoryLimitMiB'] * MIB, 0),
                              # A signal first, which tells what happened; the second one cannot be ignored.
                              (resource.RLIMIT_CPU, cpu, 1),
                              (resource.RLIMIT_FSIZE, limits['diskMiB'] * MIB, 0),
                              (resource.RLIMIT_NPROC, limits['processesMax'] + others, 0),
                              (resource.RLIMIT_NOFILE, 1024, 0), (resource.RLIMIT_CORE, 0, 0),
                              (resource.RLIMIT_MSGQUEUE, 0, 0), (resource.RLIMIT_MEMLOCK, 0, 0)):
        _, hard = resource.getrlimit(name)
        soft_and_hard = [each if hard == resource.RLIM_INFINITY else min(each, hard) for each in (value, value + more)]
        resource.setrlimit(name, tuple(soft_and_hard))


def wall_in(limits, address_space_bytes, system_call_filter, others=1):
    """Put up the last walls before the participant's first byte; without a filter where there is no wall at all.

    `others`: how many processes of ours count together with the fold's, being of the same user in the same namespace.
    """
    limit_resources(limits, address_space_bytes, others)
    drop_capabilities()
    if system_call_filter is not None:
        system_call_filter.install()


def drop_capabilities():
    """Give up every capability for good, also through set-uid programs."""
    forbid_privileges()
    for capability in range(64):
        # Those that this kernel does not know, or that are gone already, answer with an error.
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    version3 = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _check(_libc.capset(version3, (ctypes.c_uint32 * 6)()), 'capset')


def close_descriptors_except(kept):
    """Close every descriptor above 2 that is not in `kept`."""
    low = 3
    for descriptor in sorted(kept):
        os.closerange(low, descriptor)
        low = max(low, descriptor + 1)
    os.closerange(low, 1 << 30)


class _FilterProgram(ctypes.Structure):
    _fields_ = [('length', ctypes.c_ushort), ('instructions', ctypes.c_void_p)]


def set_filter(instructions, length):
    """Install a filter on system calls: `length` BPF instructions in a buffer."""
    program = _FilterProgram(length, ctypes.addressof(instructions))
    _check(_libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0), 'seccomp')
