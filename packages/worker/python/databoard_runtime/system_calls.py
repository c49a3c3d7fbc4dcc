"""The system calls that a fold child is refused: name, number on x86_64, number on aarch64 (None: not there).

Grouped by why nobody who trains a model needs them; what the refusal looks like is in `seccomp`.
"""

from __future__ import annotations

# What the fork server and its supervisors still need: they make the walls, and hold a child to its cores.
WALL_MAKING = (
    ('mount', 165, 40), ('unshare', 272, 97), ('sched_setaffinity', 203, 122),
)

# Answered with EPERM.
FORBIDDEN = (
    # Mounts: the read-only and the size-limited file systems are walls.
    ('umount2', 166, 39), ('pivot_root', 155, 41), ('chroot', 161, 51), ('move_mount', 429, 429),
    ('open_tree', 428, 428), ('open_tree_attr', 467, 467), ('fsopen', 430, 430), ('fsconfig', 431, 431),
    ('fsmount', 432, 432), ('fspick', 433, 433), ('mount_setattr', 442, 442), ('statmount', 457, 457),
    ('listmount', 458, 458), ('setns', 308, 268), ('sysfs', 139, None), ('uselib', 134, None),
    # Other processes' memory and descriptors.
    ('ptrace', 101, 117), ('process_vm_readv', 310, 270), ('process_vm_writev', 311, 271), ('kcmp', 312, 272),
    ('pidfd_getfd', 438, 438), ('process_madvise', 440, 440), ('process_mrelease', 448, 448),
    ('migrate_pages', 256, 238), ('move_pages', 279, 239),
    # Programs inside the kernel, and what watches it.
    ('bpf', 321, 280), ('perf_event_open', 298, 241), ('seccomp', 317, 277), ('userfaultfd', 323, 282),
    ('fanotify_init', 300, 262), ('fanotify_mark', 301, 263), ('lookup_dcookie', 212, 18), ('syslog', 103, 116),
    ('vmsplice', 278, 75),
    # The kernel's keyrings belong to a user, not to a namespace: folds of one user could talk through them.
    ('add_key', 248, 217), ('request_key', 249, 218), ('keyctl', 250, 219),
    # The machine itself.
    ('kexec_load', 246, 104), ('kexec_file_load', 320, 294), ('init_module', 175, 105), ('finit_module', 313, 273),
    ('delete_module', 176, 106), ('create_module', 174, None), ('query_module', 178, None),
    ('get_kernel_syms', 177, None), ('reboot', 169, 142), ('swapon', 167, 224), ('swapoff', 168, 225),
    ('acct', 163, 89), ('quotactl', 179, 60), ('quotactl_fd', 443, 443), ('nfsservctl', 180, 42),
    ('sethostname', 170, 161), ('setdomainname', 171, 162), ('settimeofday', 164, 170), ('clock_settime', 227, 112),
    ('adjtimex', 159, 171), ('clock_adjtime', 305, 266), ('vhangup', 153, 58), ('iopl', 172, None),
    ('ioperm', 173, None), ('modify_ldt', 154, None), ('_sysctl', 156, None),
    # Files by number instead of by name know no mounts.
    ('name_to_handle_at', 303, 264), ('open_by_handle_at', 304, 265),
)

# Answered with ENOSYS, as by a kernel that is built without them: libraries then do something else.
MISSING = (
    # Its flags lie in memory, where a filter cannot look; the C library goes back to clone.
    ('clone3', 435, 435),
    # The older kind of asynchronous input and output: how much of it there is, all of the machine's users share.
    ('io_setup', 206, 0),
    ('io_uring_setup', 425, 425), ('io_uring_enter', 426, 426), ('io_uring_register', 427, 427),
    # Memory that belongs to no process: nobody sees it grow.
    ('memfd_create', 319, 279), ('memfd_secret', 447, 447),
    ('shmget', 29, 194), ('shmat', 30, 196), ('shmctl', 31, 195), ('shmdt', 67, 197),
    ('semget', 64, 190), ('semop', 65, 193), ('semtimedop', 220, 192), ('semctl', 66, 191),
    ('msgget', 68, 186), ('msgsnd', 69, 189), ('msgrcv', 70, 188), ('msgctl', 71, 187),
    ('mq_open', 240, 180), ('mq_unlink', 241, 181),
)

# Judged by their first argument.
CLONE, PERSONALITY = ('clone', 56, 220), ('personality', 135, 92)
SOCKETS = (('socket', 41, 198), ('socketpair', 53, 199))
