"""One supervisor per fold: makes the walls, forks the child that runs the code, watches it, ends it.

The supervisor is outside the child's process namespace, so the code inside can neither see nor
signal it, and what it reports about the child's end cannot be forged.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import socket
import tempfile
import time

from . import isolation
from .cgroup import FoldCgroup
from .core_watch import CoreWatch
from .fold_child import run_child
from .framing import BadFrame, FrameBuffer, PartsTooLarge, receive_frame, send_frame
from .memory_watch import MemoryWatch
from .step_timer import StepTimer

REQUEST_BYTES_MAX = 1 << 40
CHILD_HEADER_BYTES_MAX = 1 << 16
MEMORY_CHECK_SECONDS = 0.05
# Enough to get a quarter of a core that others want: under full load no more than a few ended folds wait to be gone.
TEARDOWN_NICENESS = 5
# How often what was printed is passed on while the run goes on; a run that lasts is told of less often.
LOG_SECONDS_MIN, LOG_SECONDS_MAX, LOG_SHARE_OF_RUN = 0.1, 1, 0.01
# What the child may send, in this order; the parts are predictions.
STEPS = ('train', 'valid', 'test')


def supervise(options, world, take_run, is_warm=False):
    """Prepare a child, take one run (`take_run()` waits for the worker's connection) and see it through.

    `is_warm` lets the child warm up before the run is taken.
    """
    submission_folder, cgroup = isolation.SUBMISSION, None
    if options.isolation == 'nested':
        isolation.enter_namespaces(with_cgroup=options.cgroup is None)
        cgroup = FoldCgroup(options.cgroup) if options.cgroup is not None else None
        isolation.mount_private_folders()
    elif options.isolation == 'unsafe':
        submission_folder = os.path.join(tempfile.gettempdir(), f'submission-{os.getpid()}')
    proc = options.apart.proc if options.apart else os.open('/proc', os.O_RDONLY | os.O_DIRECTORY)
    ours, theirs = socket.socketpair()
    log_read, log_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        run_child(options, world, theirs, log_write, submission_folder, is_warm)
    theirs.close()
    os.close(log_write)
    if cgroup is not None:
        cgroup.enter(pid)
        ours.send(b'.')
    ours_ready = ours.recv(1)
    if not ours_ready:
        raise RuntimeError('the fold child could not be prepared')
    if is_warm:
        warm_up(proc, pid)
    try:
        Supervisor(options, take_run(), ours, log_read, proc, pid, cgroup).run()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        if cgroup is not None:
            cgroup.kill()
            cgroup.remove()
        if options.isolation == 'unsafe':
            shutil.rmtree(submission_folder, ignore_errors=True)


def warm_up(proc, pid):
    """Go once through what every run goes through: the memory pages that this writes to are copied before one waits."""
    memory = MemoryWatch(proc, pid)
    memory.start()
    memory.used_mib()
    memory.peak_mib()
    CoreWatch(memory, 1).check(memory.cpu_seconds())
    ours, theirs = socket.socketpair()
    with ours, theirs:
        poll = select.poll()
        poll.register(ours, select.POLLIN)
        for _ in range(2):
            send_frame(theirs, {'kind': 'step', 'step': STEPS[0], 'seconds': time.monotonic()}, [bytes(1 << 14)])
            poll.poll(0)
            FrameBuffer(1 << 20, CHILD_HEADER_BYTES_MAX).feed(ours.recv(1 << 20))
            send_frame(theirs, {'kind': 'log'}, [bytearray(1 << 10)])
            receive_frame(ours, 1 << 20)


class Supervisor:
    """Passes a run to the child, passes on what it sends, and decides how it ended."""

    def __init__(self, options, connection, child, log, proc, pid, cgroup):
        self._isolation = options.isolation
        self._connection, self._child, self._log, self._pid = connection, child, log, pid
        self._keeper = options.apart and options.apart.keeper
        self._memory = MemoryWatch(proc, pid, self._keeper, has_own_network=options.isolation != 'unsafe')
        self._process = os.pidfd_open(pid)
        self._cgroup = cgroup
        # What was printed and is not passed on yet, and how much was printed in all.
        self._output = bytearray()
        self._output_bytes = 0
        self._verdict = None
        self._has_started = False
        self._steps_left = list(STEPS)

    def run(self):
        """See the run through: request in, steps out, end reported."""
        received = receive_frame(self._connection, REQUEST_BYTES_MAX)
        if received is None:
            return
        request, parts = received
        self._limits = request['limits']
        self._frames = FrameBuffer(self._limits['predictionBytesMax'], CHILD_HEADER_BYTES_MAX)
        self._memory.start()
        if self._cgroup is not None:
            self._cgroup.limit(self._limits)
        self._cores = CoreWatch(self._memory, self._limits['cores'])
        try:
            send_frame(self._child, {**request, 'addressSpaceBytes': self._memory.address_space_bytes()}, parts)
        except OSError:
            self._verdict = 'exited'
        del parts
        self._started_at = time.monotonic()
        self._timer = StepTimer(self._started_at)
        self._watch()
        self._end()

    def _watch(self):
        poll = select.poll()
        for source in (self._child, self._log, self._connection, self._process):
            poll.register(source, select.POLLIN)
        os.set_blocking(self._log, False)
        deadline = self._started_at + self._limits['timeoutSeconds']
        self._pass_log_on_at = self._started_at + LOG_SECONDS_MIN
        # The first checks are made sooner: what takes memory fast should not get far.
        check_at = self._started_at + MEMORY_CHECK_SECONDS
        while self._verdict is None:
            now = time.monotonic()
            if now >= deadline:
                self._verdict = 'timeout'
                return
            if now >= check_at:
                check_at = now + MEMORY_CHECK_SECONDS
                if self._output and now >= self._pass_log_on_at:
                    self._pass_log_on(now)
                if self._memory.used_mib() > self._limits['memoryLimitMiB']:
                    self._verdict = 'memory'
                    return
                self._cores.check(now - self._started_at)
            for source, _ in poll.poll(max(0, min(deadline, check_at) - now) * 1000 + 1):
                if source == self._log:
                    if not self._read_log():
                        poll.unregister(self._log)
                elif source == self._connection.fileno():
                    # The worker never speaks again: this is its hanging up, the run is cancelled.
                    self._verdict = 'cancelled'
                elif source == self._child.fileno():
                    self._read_child()
                elif not self._has_unread():
                    self._verdict = self._verdict or 'exited'

    def _has_unread(self):
        # A child that ended may have left messages behind; they come first.
        return bool(select.select([self._child], [], [], 0)[0]) and self._verdict is None

    def _read_log(self):
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self._log, 1 << 16):
                room = self._limits['logBytesMax'] - self._output_bytes
                self._output += data[:room]
                self._output_bytes += min(len(data), room)
                if len(data) > room:
                    self._verdict = self._verdict or 'output'
                    return True
            return False
        return True

    def _pass_log_on(self, now):
        # Never after each print: what a short run has printed comes with its end, in no message of its own.
        with contextlib.suppress(OSError):
            send_frame(self._connection, {'kind': 'log'}, [self._output])
        self._output = bytearray()
        pause = LOG_SHARE_OF_RUN * (now - self._started_at)
        self._pass_log_on_at = now + max(LOG_SECONDS_MIN, min(pause, LOG_SECONDS_MAX))

    def _read_child(self):
        data = self._child.recv(1 << 20)
        if not data:
            # Closing the connection without ending is not for the submission's code to do.
            self._verdict = 'exited' if self._ends_now() else 'protocol'
            return
        try:
            for header, parts in self._frames.feed(data):
                self._pass_on(header, parts)
        except PartsTooLarge:
            self._verdict = 'predictions-too-large'
        except BadFrame:
            self._verdict = 'protocol'

    def _ends_now(self, within_seconds=0.5):
        return bool(select.select([self._process], [], [], within_seconds)[0])

    def _pass_on(self, header, parts):
        kind = header.get('kind') if isinstance(header, dict) else None
        now = time.monotonic()
        if self._verdict is not None:
            return
        if kind == 'started' and not parts and not self._has_started:
            self._has_started = True
            self._timer.begin(now, header.get('at'))
        elif kind == 'step' and self._has_started and self._steps_left and header.get('step') == self._steps_left[0] \
                and len(parts) == (0 if header['step'] == 'train' else 1):
            step = self._steps_left.pop(0)
            seconds = self._timer.seconds_of_step(now, header.get('at'))
            send_frame(self._connection, {'kind': 'step', 'step': step, 'seconds': seconds}, parts)
        elif kind == 'raised' and not parts:
            send_frame(self._connection, {'kind': 'raised', 'raised': header.get('raised'),
                                          'limit': self._limit_of(header.get('limit'))})
            self._verdict = 'raised'
        elif kind == 'unusable' and not parts:
            send_frame(self._connection, {'kind': 'unusable', 'type': header.get('type')})
            self._verdict = 'unusable'
        elif kind == 'done' and not parts:
            self._verdict = 'done'
        else:
            raise BadFrame('not what the child may say now')

    def _limit_of(self, claimed):
        if claimed == 'processes':
            self._memory.used_mib()
            return claimed if self._has_all_processes() else None
        return claimed if claimed == 'disk' else None

    def _has_all_processes(self):
        return self._memory.processes_most >= self._limits['processesMax'] \
            or (self._cgroup is not None and self._cgroup.ran_out_of_processes())

    def _end(self):
        """Report the end. After `done` the report goes first: the child's memory takes a while to be given back."""
        self._read_log()
        if self._verdict == 'exited' and not self._has_started:
            # No byte of the submission has run: this is the platform's fault, and the log says which.
            self._verdict = 'unprepared'
        if self._verdict == 'exited' and self._cgroup is not None and self._cgroup.ran_out_of_memory():
            self._verdict = 'memory'
        ended = {'kind': 'ended', 'verdict': self._verdict, 'code': None, 'signal': None,
                 'hasAllProcesses': self._has_all_processes()}
        if self._verdict == 'done':
            ended.update(cpuSeconds=self._memory.cpu_seconds(), peakMemoryMiB=self._memory.peak_mib())
            self._report(ended)
            self._step_back()
        peak = self._memory.peak_mib()
        if self._verdict != 'exited':
            self._kill()
        _, status, usage = os.wait4(self._pid, 0)
        if self._verdict == 'done':
            return
        if self._verdict == 'exited':
            ended.update(code=os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
                         signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else None)
        self._read_log()
        ended.update(cpuSeconds=usage.ru_utime + usage.ru_stime,
                     peakMemoryMiB=max(peak, self._memory.own_mib(usage.ru_maxrss)))
        self._report(ended)

    def _step_back(self):
        # Giving memory and namespaces back takes as long as a small fold; the next one's run goes before.
        for pid in (0, self._pid):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid) + TEARDOWN_NICENESS)

    def _kill(self):
        if self._isolation == 'unsafe':
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._pid, signal.SIGKILL)
        for pid in (self._pid, self._keeper):
            if pid is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def _report(self, ended):
        with contextlib.suppress(OSError):
            send_frame(self._connection, ended, [self._output])
