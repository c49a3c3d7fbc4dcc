"""The walls around one fold: namespaces, mounts, limits, capabilities, descriptors.

Everything goes through the C library with ctypes, so that a worker needs no compiler and no package.
"""

from __future__ import annotations

import ctypes
import os
import resource

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS = 0x00020000, 0x02000000, 0x04000000
CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x08000000, 0x10000000, 0x20000000
CLONE_NEWNET = 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
SIGKILL = 9
MIB = 1 << 20

# The folders that the sandbox's outer wall has made as mount points.
FOLD, SUBMISSION, HIDDEN = '/fold', '/submission', ('/sock', '/features')


def _check(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f'{what}: {os.strerror(number)}')


def _mount(source, target, kind, flags, data=None):
    encoded = [None if text is None else text.encode() for text in (source, target, kind, data)]
    _check(_libc.mount(encoded[0], encoded[1], encoded[2], flags, encoded[3]), f'mount {target}')


def become_unprivileged(uid):
    """Give up root for good; called first thing by a process that bubblewrap started as root.

    /proc is mounted here because bubblewrap, run by root, covers parts of it, and the kernel then
    refuses a fresh /proc to the namespaces inside.
    """
    _mount('proc', '/proc', 'proc', MS_NOSUID | MS_NODEV | MS_NOEXEC)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    # A change of user makes /proc/self belong to root; the user namespace's maps are written there.
    _prctl(PR_SET_DUMPABLE, 1)


def _prctl(option, value=0):
    _check(_libc.prctl(option, value, 0, 0, 0), f'prctl {option}')


def die_with_parent():
    """End this process when its parent ends."""
    _prctl(PR_SET_PDEATHSIG, SIGKILL)


def enter_namespaces():
    """Leave the fork server's world: own users, mounts, network, IPC; own processes for the children."""
    uid, gid = os.getuid(), os.getgid()
    _check(_libc.unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC
                         | CLONE_NEWUTS | CLONE_NEWCGROUP), 'unshare')
    for name, text in (('setgroups', 'deny'), ('uid_map', f'{uid} {uid} 1'),
                       ('gid_map', f'{gid} {gid} 1')):
        with open(f'/proc/self/{name}', 'w') as file:
            file.write(text)
    _mount(None, '/', None, MS_REC | MS_PRIVATE)


def mount_private_folders():
    """Give the fold one tmpfs for all that it may write, and cover what it must not see."""
    flags = MS_NOSUID | MS_NODEV
    _mount('tmpfs', FOLD, 'tmpfs', flags, 'size=1m,mode=0755')
    for inner, target in (('tmp', '/tmp'), ('shm', '/dev/shm'), ('submission', SUBMISSION)):
        os.mkdir(f'{FOLD}/{inner}', 0o700)
        _mount(f'{FOLD}/{inner}', target, None, MS_BIND)
    for folder in HIDDEN:
        _mount('tmpfs', folder, 'tmpfs', flags | MS_RDONLY, 'size=4k,mode=0555')


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
    _mount('tmpfs', FOLD, None, MS_REMOUNT | MS_NOSUID | MS_NODEV, f'size={disk_mib}m')


def limit_resources(limits):
    """Set what the kernel counts per process; `limits` are the job's."""
    memory = address_space_bytes() + limits['memoryLimitMiB'] * MIB
    cpu = int(limits['timeoutSeconds'] * (os.cpu_count() or 1)) + 2
    for name, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu),
                        (resource.RLIMIT_FSIZE, limits['diskMiB'] * MIB),
                        # One more, for the supervisor belongs to the same user namespace.
                        (resource.RLIMIT_NPROC, limits['processesMax'] + 1),
                        (resource.RLIMIT_NOFILE, 1024), (resource.RLIMIT_CORE, 0),
                        (resource.RLIMIT_MSGQUEUE, 0), (resource.RLIMIT_MEMLOCK, 0)):
        _, hard = resource.getrlimit(name)
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (bounded, bounded))


def address_space_bytes():
    """Return the size of this process's address space: what is there before a submission asks for more."""
    with open('/proc/self/statm') as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def drop_capabilities():
    """Give up every capability for good, also through set-uid programs."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
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
