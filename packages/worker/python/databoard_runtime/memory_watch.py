"""Memory and CPU time of a fold child with all the processes it starts.

What counts is what the run adds: the libraries and features that every child shares do not.
"""

from __future__ import annotations

import contextlib
import os

KIB_PER_MIB = 1024
# More sockets than libraries have; each may hold twice net.core.wmem_max.
SOCKETS_FREE, SOCKET_KIB = 64, 416
TICKS_PER_SECOND = os.sysconf('SC_CLK_TCK')


class MemoryWatch:
    """Watches process `pid` through `proc`, a descriptor of a /proc that the child cannot reach.

    `keeper`: the process that becomes the parent of what the child's children leave behind, if it is not the child.
    """

    def __init__(self, proc, pid, keeper=None, has_own_network=True):
        self._has_own_network = has_own_network
        self._proc, self._pid, self._keeper = proc, pid, keeper
        self._own_at_start_kib = self._resident_at_start_kib = 0
        self._peak_mib = 0.0
        # Processes and threads together, at the check when there were the most.
        self.processes_most = 0
        # The processes at the last check.
        self.pids = [pid]

    def start(self):
        """Take what the child holds now as nothing."""
        status = self._status(self._pid)
        self._address_space_kib = status.get('VmSize', 0)
        self._own_at_start_kib = _own_kib(status)
        self._resident_at_start_kib = status.get('VmHWM', 0)

    def address_space_bytes(self):
        """Return the size of the child's address space at the start."""
        return self._address_space_kib * 1024

    def used_mib(self):
        """Return what the child and its descendants hold beyond the start, in MiB."""
        pids, threads = self.tree()
        self.pids = pids
        self.processes_most = max(self.processes_most, len(threads))
        if len(pids) == 1:
            used = max(0, _own_kib(self._status(self._pid)) - self._own_at_start_kib) / KIB_PER_MIB
        else:
            used = sum(self._shared_out_kib(pid) for pid in pids) / KIB_PER_MIB
        used += self._buffers_mib()
        self._peak_mib = max(self._peak_mib, used)
        return used

    def peak_mib(self):
        """Return the most that was held so far, in MiB; call it while the child still exists."""
        highest = self._status(self._pid).get('VmHWM', 0)
        self._peak_mib = max(self._peak_mib, self.own_mib(highest))
        return self._peak_mib

    def own_mib(self, resident_kib):
        """Return how much of a resident size is the run's own, in MiB."""
        return max(0, resident_kib - self._resident_at_start_kib) / KIB_PER_MIB

    def cpu_seconds(self):
        """Return the CPU time of the child and of the descendants that it has waited for."""
        return self.cpu_seconds_of(self._pid)

    def cpu_seconds_of(self, pid):
        """Return the CPU time of a process and of the descendants that it has waited for."""
        try:
            fields = self._read(f'{pid}/stat').rsplit(')', 1)[1].split()
        except (OSError, IndexError):
            return 0.0
        return sum(int(ticks) for ticks in fields[11:15]) / TICKS_PER_SECOND

    def tree(self):
        """Return the process ids of the child and all its descendants, and the thread ids of them all."""
        pids, threads = [self._pid], []
        if self._keeper is not None:
            pids += self._children(self._keeper, self._keeper)
        for parent in pids:
            with contextlib.suppress(OSError):
                for thread in self._list(f'{parent}/task'):
                    threads.append(int(thread))
                    pids += self._children(parent, thread)
        return pids, threads

    def _children(self, pid, thread):
        with contextlib.suppress(OSError):
            return [int(child) for child in self._read(f'{pid}/task/{thread}/children').split()]
        return []

    def _buffers_mib(self):
        """Return what the fold's sockets may hold that was sent and never read, and that no process is charged for."""
        if not self._has_own_network:
            return 0.0
        try:
            sockets = self._read(f'{self._pid}/net/unix').count('\n') - 1
        except OSError:
            return 0.0
        return max(0, sockets - SOCKETS_FREE) * SOCKET_KIB / KIB_PER_MIB

    def _list(self, path):
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY, dir_fd=self._proc)
        try:
            return os.listdir(descriptor)
        finally:
            os.close(descriptor)

    def _shared_out_kib(self, pid):
        # Pages that several processes share count once: each gets its share of them.
        values = self._fields(f'{pid}/smaps_rollup')
        return values.get('Pss_Anon', 0) + values.get('Pss_Shmem', 0)

    def _status(self, pid):
        return self._fields(f'{pid}/status')

    def _fields(self, path):
        fields = {}
        with contextlib.suppress(OSError):
            for line in self._read(path).splitlines():
                name, _, value = line.partition(':')
                if value.endswith('kB'):
                    fields[name] = int(value[:-2])
        return fields

    def _read(self, path):
        descriptor = os.open(path, os.O_RDONLY, dir_fd=self._proc)
        with open(descriptor) as file:
            return file.read()


def _own_kib(status):
    return status.get('RssAnon', 0) + status.get('RssShmem', 0)
