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
from .fold_child import run_child
from .framing import BadFrame, FrameBuffer, PartsTooLarge, receive_frame, send_frame
from .memory_watch import MemoryWatch

REQUEST_BYTES_MAX = 1 << 40
CHILD_HEADER_BYTES_MAX = 1 << 16
MEMORY_CHECK_SECONDS = 0.05
# What the child may send, in this order; the parts are predictions.
STEPS = ('train', 'valid', 'test')


def supervise(options, world, take_run, is_warm=False):
    """Prepare a child, take one run (`take_run()` waits for the worker's connection) and see it through.

    `is_warm` lets the child warm up before the run is taken.
    """
    submission_folder = isolation.SUBMISSION
    if options.isolation == 'nested':
        isolation.enter_namespaces()
        isolation.mount_private_folders()
    else:
        submission_folder = os.path.join(tempfile.gettempdir(), f'submission-{os.getpid()}')
    proc = os.open('/proc', os.O_RDONLY | os.O_DIRECTORY)
    ours, theirs = socket.socketpair()
    log_read, log_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        run_child(options, world, theirs, log_write, submission_folder, is_warm)
    theirs.close()
    os.close(log_write)
    ours_ready = ours.recv(1)
    if not ours_ready:
        raise RuntimeError('the fold child could not be prepared')
    try:
        Supervisor(options, take_run(), ours, log_read, proc, pid).run()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        if options.isolation == 'unsafe':
            shutil.rmtree(submission_folder, ignore_errors=True)


class Supervisor:
    """Passes a run to the child, passes on what it sends, and decides how it ended."""

    def __init__(self, options, connection, child, log, proc, pid):
        self._isolation = options.isolation
        self._connection, self._child, self._log, self._pid = connection, child, log, pid
        self._memory = MemoryWatch(proc, pid)
        self._process = os.pidfd_open(pid)
        self._output = bytearray()
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
        try:
            send_frame(self._child, request, parts)
        except OSError:
            self._verdict = 'exited'
        del parts
        self._started_at = self._step_at = time.monotonic()
        self._watch()
        self._end()

    def _watch(self):
        poll = select.poll()
        for source in (self._child, self._log, self._connection, self._process):
            poll.register(source, select.POLLIN)
        os.set_blocking(self._log, False)
        deadline = self._started_at + self._limits['timeoutSeconds']
        # The first checks are made sooner: what takes memory fast should not get far.
        check_at = self._started_at + MEMORY_CHECK_SECONDS
        while self._verdict is None:
            now = time.monotonic()
            if now >= deadline:
                self._verdict = 'timeout'
                return
            if now >= check_at:
                check_at = now + MEMORY_CHECK_SECONDS
                if self._memory.used_mib() > self._limits['memoryLimitMiB']:
                    self._verdict = 'memory'
                    return
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
                room = self._limits['logBytesMax'] - len(self._output)
                self._output += data[:room]
                if len(data) > room:
                    self._verdict = self._verdict or 'output'
                    return True
            return False
        return True

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
            self._step_at = now
        elif kind == 'step' and self._has_started and self._steps_left and header.get('step') == self._steps_left[0] \
                and len(parts) == (0 if header['step'] == 'train' else 1):
            # Seconds are measured here: what the child says about itself is worth nothing.
            step = self._steps_left.pop(0)
            send_frame(self._connection, {'kind': 'step', 'step': step, 'seconds': now - self._step_at}, parts)
            self._step_at = now
        elif kind == 'raised' and not parts:
            send_frame(self._connection, {'kind': 'raised', 'raised': header.get('raised')})
            self._verdict = 'raised'
        elif kind == 'unusable' and not parts:
            send_frame(self._connection, {'kind': 'unusable', 'type': header.get('type')})
            self._verdict = 'unusable'
        elif kind == 'done' and not parts:
            self._verdict = 'done'
        else:
            raise BadFrame('not what the child may say now')

    def _end(self):
        """Report the end. After `done` the report goes first: the child's memory takes a while to be given back."""
        self._read_log()
        if self._verdict == 'exited' and not self._has_started:
            # No byte of the submission has run: this is the platform's fault, and the log says which.
            self._verdict = 'unprepared'
        ended = {'kind': 'ended', 'verdict': self._verdict, 'code': None, 'signal': None}
        if self._verdict == 'done':
            ended.update(cpuSeconds=self._memory.cpu_seconds(), peakMemoryMiB=self._memory.peak_mib())
            self._report(ended)
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

    def _kill(self):
        if self._isolation == 'unsafe':
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    def _report(self, ended):
        with contextlib.suppress(OSError):
            send_frame(self._connection, ended, [self._output])
