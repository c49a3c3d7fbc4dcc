"""The fork server: imports everything once, then forks one supervised child per fold.

It keeps some supervisors ready, each with its namespaces made and its child waiting; so a fold
pays neither for imports nor for namespaces. Those made while nothing runs have fitted a small model
already: the memory pages that libraries write to are copied then, which would take longer than many
a fold's own work. It never reads a fold's data itself: whatever lay in its memory would be inherited
by every later child.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import select
import signal
import socket
import struct
import sys

from . import isolation
from .cgroup import enter_server
from .fold_supervisor import supervise
from .framing import receive_frame, send_frame
from .features import read_features
from .huge_pages import use_huge_pages
from .kit import KitRefused, add_kit_options, load_problem, prefer_installed_rampwf
from .seccomp import fold_filter, platform_filter
from .warm_up import import_libraries, touch_lazy_imports

RUNS_SOCKET = 'runs.sock'
PID = struct.Struct('=i')
# Between two folds of one submission there is less.
IDLE_SECONDS = 0.05


class World:
    """What every fold child inherits: the problem and the features, no label."""

    def __init__(self, problem, features):
        self.workflow = problem.workflow
        self.X_train, self.X_test = features['X_train'], features['X_test']
        self.has_test, self.predicts_objects = features['has_test'], features['predicts_objects']
        self.system_call_filter = None


def load_world(options):
    """Import the kit and read the features; raises KitRefused."""
    try:
        problem, _ = load_problem(options)
    except KitRefused as refused:
        raise KitRefused(f'{refused.message} (Where submissions run, nothing of the kit is there but the modules it imports. '
                         'Read data in get_train_data and get_test_data; a file that submissions may see can be '
                         'named under "expose" in databoard.json.)', refused.file_name, refused.line) from refused
    return World(problem, read_features(options.features))


def main():
    """Load on request over descriptor 3, then serve runs on a socket in the folder given."""
    options = parse_options()
    if options.cgroup is not None:
        enter_server(options.cgroup)
    options.apart = isolation.settle(options.become, hides_processes=options.isolation == 'cold')
    if options.isolation != 'unsafe' and (walls := platform_filter()) is not None:
        isolation.forbid_privileges()
        walls.install()
    os.chdir(options.kit)
    control = socket.socket(fileno=3)
    os.dup2(2, 1)
    if options.rampwf == 'installed':
        # Before anything imports ours; that there is none is said once the kit is loaded.
        with contextlib.suppress(KitRefused):
            prefer_installed_rampwf()
    import_libraries()
    touch_lazy_imports()
    if receive_frame(control, 0) is None:
        return
    try:
        world = load_world(options)
    except KitRefused as refused:
        send_frame(control, {'kind': 'refused', 'message': refused.message[:8000],
                             'fileName': refused.file_name, 'line': refused.line})
        return
    if options.isolation != 'unsafe':
        world.system_call_filter = fold_filter()
    # Frozen objects are left alone by the collector, so that children share their memory pages.
    gc.collect()
    gc.freeze()
    gc.disable()
    use_huge_pages()
    if options.isolation == 'cold':
        send_frame(control, {'kind': 'ready'})
        serve_once(options, world, control)
    else:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(os.path.join(options.runs, RUNS_SOCKET))
        listener.listen(512)
        send_frame(control, {'kind': 'ready'})
        serve(options, world, control, listener)


def serve_once(options, world, control):
    """Serve one run over the control socket itself, so that nothing of the host need be writable in here.

    This process is the supervisor: its children are in a process namespace of their own.
    """
    supervise(options, world, lambda: control)


def serve(options, world, control, listener):
    """Keep supervisors waiting until the worker closes the control socket."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(ended, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    taken, tell_taken = os.pipe()

    def take_run():
        connection, _ = listener.accept()
        os.write(tell_taken, PID.pack(os.getpid()))
        return connection

    pool = Pool(options, lambda is_warm: start_supervisor(options, world, take_run, is_warm))
    while True:
        pool.fill()
        readable, _, _ = select.select([control, ended, taken], [], [], pool.seconds_to_next())
        if control in readable:
            return
        if ended in readable:
            with contextlib.suppress(BlockingIOError):
                os.read(ended, 4096)
            for pid in reap():
                pool.has_ended(pid)
        if taken in readable:
            for (pid,) in PID.iter_unpack(os.read(taken, 1024 * PID.size)):
                pool.has_taken(pid)
        if not readable:
            pool.add_warm()


class Pool:
    """Which supervisors wait and which run, and when to start another one.

    At least `slots` wait always. While nothing runs, up to `ready` do: one after the other, with
    pauses, because a run may come at any moment and wants the processor.
    """

    def __init__(self, options, start):
        self._slots, self._ready, self._start = options.slots, max(options.slots, options.ready), start
        self._waiting, self._running = set(), set()

    def fill(self):
        """Start what has to be there; warm while nothing runs."""
        while len(self._waiting) < self._slots:
            self._waiting.add(self._start(not self._running))

    def seconds_to_next(self):
        """Return how long to wait before `add_warm`; None when nothing is missing."""
        if self._running or len(self._waiting) >= self._ready:
            return None
        return IDLE_SECONDS

    def add_warm(self):
        """Start one more for the next burst of runs."""
        self._waiting.add(self._start(True))

    def has_taken(self, pid):
        self._waiting.discard(pid)
        self._running.add(pid)

    def has_ended(self, pid):
        self._waiting.discard(pid)
        self._running.discard(pid)


def start_supervisor(options, world, take_run, is_warm=False):
    """Fork a supervisor and return its process id; it takes one run and ends with it."""
    pid = os.fork()
    if pid != 0:
        return pid
    code = 1
    try:
        isolation.die_with_parent()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        supervise(options, world, take_run, is_warm)
        code = 0
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stderr.flush()
        os._exit(code)


def reap():
    """Collect the supervisors that have ended; returns their process ids."""
    pids = []
    with contextlib.suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            pids.append(pid)
    return pids


def parse_options():
    """Return the options that the worker gives."""
    parser = argparse.ArgumentParser()
    add_kit_options(parser)
    parser.add_argument('--features', required=True, help='where the scorer left the features')
    parser.add_argument('--runs', help='the folder for the socket that runs arrive on')
    parser.add_argument('--slots', type=int, default=1, help='how many runs there may be at once')
    parser.add_argument('--ready', type=int, default=1, help='how many children wait for runs while there is none')
    parser.add_argument('--isolation', choices=('nested', 'cold', 'unsafe'), required=True)
    parser.add_argument('--cgroup', help='the folder in which folds may have control groups')
    parser.add_argument('--become', type=int, help='the user to become when started as root')
    return parser.parse_args()


if __name__ == '__main__':
    main()
