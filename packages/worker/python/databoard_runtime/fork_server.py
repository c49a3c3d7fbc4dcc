"""The fork server: imports everything once, then forks one supervised child per fold.

It keeps a few supervisors ready, each with its namespaces made and its child waiting; so a fold
pays neither for imports nor for namespaces. It never reads a fold's data itself: whatever lay in
its memory would be inherited by every later child.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import select
import signal
import socket
import sys

from . import isolation
from .cgroup import enter_server
from .fold_supervisor import supervise
from .framing import receive_frame, send_frame
from .features import read_features
from .kit import KitRefused, add_kit_options, load_problem, prefer_installed_rampwf
from .seccomp import fold_filter, platform_filter
from .warm_up import import_libraries, touch_lazy_imports

RUNS_SOCKET = 'runs.sock'


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
    """Keep `options.ready` supervisors waiting until the worker closes the control socket."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(ended, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    taken, tell_taken = os.pipe()

    def take_run():
        connection, _ = listener.accept()
        os.write(tell_taken, b'.')
        return connection

    for _ in range(options.ready):
        start_supervisor(options, world, take_run)
    while True:
        readable, _, _ = select.select([control, ended, taken], [], [])
        if control in readable:
            return
        if ended in readable:
            with contextlib.suppress(BlockingIOError):
                os.read(ended, 4096)
            reap()
        if taken in readable:
            for _ in range(len(os.read(taken, 4096))):
                start_supervisor(options, world, take_run)


def start_supervisor(options, world, take_run):
    """Fork a supervisor; it takes one run and ends with it."""
    if os.fork() != 0:
        return
    code = 1
    try:
        isolation.die_with_parent()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        supervise(options, world, take_run)
        code = 0
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stderr.flush()
        os._exit(code)


def reap():
    """Collect the supervisors that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass


def parse_options():
    """Return the options that the worker gives."""
    parser = argparse.ArgumentParser()
    add_kit_options(parser)
    parser.add_argument('--features', required=True, help='where the scorer left the features')
    parser.add_argument('--runs', help='the folder for the socket that runs arrive on')
    parser.add_argument('--ready', type=int, default=1, help='how many children wait for runs')
    parser.add_argument('--isolation', choices=('nested', 'cold', 'unsafe'), required=True)
    parser.add_argument('--cgroup', help='the folder in which folds may have control groups')
    parser.add_argument('--become', type=int, help='the user to become when started as root')
    return parser.parse_args()


if __name__ == '__main__':
    main()
