"""One control group per fold, where the worker was given some: the kernel then counts for all of a fold's processes.

The worker has made a folder for this fork server, mounted as /cgroup: `server` in it for the fork server
and its supervisors, and beside that one folder per fold, made and removed by the fold's supervisor.
"""

from __future__ import annotations

import contextlib
import os
import time

MIB = 1 << 20
# Beyond the run's own memory: page tables, stacks in the kernel, pages of the libraries that it changes.
KERNEL_MIB = 48
PERIOD_MICROSECONDS = 100_000
REMOVE_SECONDS = 2.0


def enter_server(folder):
    """Move this process, which is to make the folds' groups, into the group that is kept for it."""
    with open(os.path.join(folder, 'server', 'cgroup.procs'), 'w') as file:
        file.write('0')


class FoldCgroup:
    """The group of one fold. It keeps its folder open, so that the path may be covered afterwards."""

    def __init__(self, folder):
        self._name = f'fold-{os.getpid()}'
        self._parent = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        os.mkdir(self._name, dir_fd=self._parent)
        self._folder = os.open(self._name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=self._parent)
        self._controllers = self._read('cgroup.controllers').split()

    def enter(self, pid):
        """Move a process into the group; what it starts is then in it, too."""
        self._write('cgroup.procs', pid)

    def limit(self, limits):
        """Set what the kernel can hold the fold to; `limits` are the job's."""
        settings = {
            'memory': {'memory.max': (limits['memoryLimitMiB'] + KERNEL_MIB) * MIB, 'memory.swap.max': 0,
                       'memory.oom.group': 1},
            'pids': {'pids.max': limits['processesMax']},
            'cpu': {'cpu.max': f'{limits["cores"] * PERIOD_MICROSECONDS} {PERIOD_MICROSECONDS}'},
        }
        for controller in self._controllers:
            for name, value in settings.get(controller, {}).items():
                # A kernel without swap has no limit for it.
                with contextlib.suppress(FileNotFoundError, PermissionError):
                    self._write(name, value)

    def ran_out_of_memory(self):
        """Return whether the kernel has killed the fold for its memory."""
        return self._count('memory.events', 'oom_kill') > 0

    def ran_out_of_processes(self):
        """Return whether the fold was refused a process or thread."""
        return self._count('pids.events', 'max') > 0

    def kill(self):
        """End every process of the group at once."""
        with contextlib.suppress(OSError):
            self._write('cgroup.kill', 1)

    def remove(self):
        """Remove the group once its processes are gone; what stays, the worker removes with the fork server."""
        deadline = time.monotonic() + REMOVE_SECONDS
        while time.monotonic() < deadline:
            try:
                os.rmdir(self._name, dir_fd=self._parent)
                return
            except OSError:
                time.sleep(0.01)

    def _count(self, name, event):
        with contextlib.suppress(OSError, ValueError):
            counts = dict(line.split() for line in self._read(name).splitlines())
            return int(counts.get(event, 0))
        return 0

    def _read(self, name):
        with open(os.open(name, os.O_RDONLY, dir_fd=self._folder)) as file:
            return file.read()

    def _write(self, name, value):
        with open(os.open(name, os.O_WRONLY, dir_fd=self._folder), 'w') as file:
            file.write(str(value))
