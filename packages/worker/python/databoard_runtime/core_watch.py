"""Holds a fold to its cores.

A fold that keeps to them is left to the kernel's scheduler, which knows best where there is room. One
that uses more is put on as many processors as it has cores, with all that it has started; the filter on
system calls refuses it the way back.
"""

from __future__ import annotations

import contextlib
import os
import random

# Processor time that may be used beyond the share before the fold is put on processors of its own.
SLACK_SECONDS = 0.25


class CoreWatch:
    """Watches how much processor time a fold uses, through its MemoryWatch."""

    def __init__(self, processes, cores):
        self._processes, self._cores = processes, cores
        self._is_held = False

    def check(self, seconds):
        """Hold the fold to its cores when it has used more in the `seconds` since its start; after `used_mib`."""
        if self._is_held:
            return
        used = sum(self._processes.cpu_seconds_of(pid) for pid in self._processes.pids)
        if used > seconds * self._cores + SLACK_SECONDS:
            self._hold()
            self._is_held = True

    def _hold(self):
        allowed = sorted(os.sched_getaffinity(0))
        if len(allowed) <= self._cores:
            return
        processors = random.sample(allowed, self._cores)
        held = set()
        # Whoever is started meanwhile may have been started by one that was not held yet.
        while waiting := set(self._processes.tree()[1]) - held:
            for thread in waiting:
                with contextlib.suppress(OSError):
                    os.sched_setaffinity(thread, processors)
            held |= waiting
