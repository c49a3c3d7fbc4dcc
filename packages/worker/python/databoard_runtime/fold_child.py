"""The process that runs a participant's code: one fold, then it ends.

It is prepared before a run exists: namespaces, mounts, descriptors. When the run arrives it sets the
limits, gives up its privileges and only then writes and imports the submission.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import json
import os
import pickle
import random
import runpy
import socket
import sys
import tempfile
import time
import traceback
from io import BytesIO

import numpy as np

from databoard_scoring.prediction import predict

from . import isolation
from .framing import receive_frame, send_frame
from .warm_up import warm_process

FRAMES_MAX = 50
# Enough to get a tenth of a core that others want.
BACKGROUND_NICENESS = 10
TEXT_MAX = 4000
# Processes of the fold's user beside it: its supervisor; where folds are cold, those that keep the two namespaces, too.
KEEPERS = {'nested': 1, 'cold': 3, 'unsafe': 1}
# What BLAS and OpenMP libraries read when they are loaded.
THREAD_SETTINGS = ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS')


class Unusable(Exception):
    """predict returned something that cannot be predictions; holds the name of its type."""


def run_child(options, world, supervisor, log, submission_folder, is_warm):
    """Wait for the run, do it, and end the process; never returns."""
    try:
        connection = prepare(options, supervisor, log)
        if is_warm:
            warm_up()
        connection.send(b'.')
        received = receive_frame(connection, 1 << 40)
        if received is not None:
            FoldRun(options, world, connection, submission_folder, *received).run()
    except BaseException:
        # Before the submission's code runs, this is ours; afterwards it is a broken connection.
        traceback.print_exc()
    finally:
        flush()
        os._exit(0)


def warm_up():
    """Go once through what every run goes through, while nobody waits for it."""
    warm_process()
    pickle.loads(pickle.dumps((np.zeros(8), np.arange(8), np.arange(8)), protocol=5))
    encode_array(np.zeros((4, 2)))
    path = os.path.join(tempfile.gettempdir(), f'warm-{os.getpid()}.py')
    with open(path, 'w') as file:
        file.write('import numpy as np\nimport sklearn.pipeline\n\n\ndef get_estimator():\n    return np.zeros(1)\n')
    runpy.run_path(path)['get_estimator']()
    os.remove(path)
    gc.collect()


def prepare(options, supervisor, log):
    """Make the walls that do not depend on the run; returns the connection to the supervisor."""
    isolation.die_with_parent()
    if options.cgroup is not None:
        # The supervisor says when it has moved this process.
        supervisor.recv(1)
        isolation.enter_cgroup_namespace()
    if options.isolation == 'nested':
        isolation.mount_own_proc()
    elif options.isolation == 'unsafe':
        os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    # Line by line, so that both come in the order in which they were printed, and while the run goes on.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)
    descriptor = supervisor.detach()
    isolation.close_descriptors_except({descriptor})
    return socket.socket(fileno=descriptor)


def flush():
    """Hand over what was printed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            continue


class FoldRun:
    """Trains on the fold's rows, predicts both sets, and tells the supervisor of each step."""

    def __init__(self, options, world, connection, submission_folder, request, parts):
        self._isolation, self._world, self._connection = options.isolation, world, connection
        self._folder, self._request, self._parts = submission_folder, request, parts

    def run(self):
        """Do the whole run; what the submission raises is reported."""
        limits = self._request['limits']
        y_train, train_is, valid_is = pickle.loads(self._parts[0])
        if self._isolation == 'nested':
            isolation.resize_private_folders(limits['diskMiB'])
        for name, content in zip(self._request['files'], self._parts[1:]):
            path = os.path.join(self._folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as file:
                file.write(content)
        os.chdir('/tmp' if self._isolation != 'unsafe' else self._folder)
        if self._request['isBackground']:
            os.nice(BACKGROUND_NICENESS)
        use_cores(limits['cores'])
        isolation.wall_in(limits, self._request['addressSpaceBytes'], self._world.system_call_filter,
                          KEEPERS[self._isolation])
        gc.enable()
        random.seed(self._request['seed'])
        np.random.seed(self._request['seed'])
        send_frame(self._connection, {'kind': 'started', 'at': time.monotonic()})
        try:
            self._steps(y_train, train_is, valid_is)
            ending = {'kind': 'done'}
        except Unusable as unusable:
            ending = {'kind': 'unusable', 'type': str(unusable)[:100]}
        except BaseException as error:
            ending = {'kind': 'raised', 'raised': self._raised(error), 'limit': limit_of(error)}
        flush()
        send_frame(self._connection, ending)
        # The supervisor looks at what is left, and ends this process.
        self._connection.recv(1)

    def _steps(self, y_train, train_is, valid_is):
        world = self._world
        model = world.workflow.train_submission(self._folder, world.X_train, y_train, train_is)
        send_frame(self._connection, {'kind': 'step', 'step': 'train', 'at': time.monotonic()})
        y_pred = predict(world.workflow, model, world.X_train, (train_is, valid_is))
        self._send_predictions('valid', y_pred)
        if world.has_test:
            self._send_predictions('test', predict(world.workflow, model, world.X_test, None))

    def _send_predictions(self, step, y_pred):
        at = time.monotonic()
        encoded = encode_lists(y_pred) if self._world.predicts_objects else encode_array(y_pred)
        send_frame(self._connection, {'kind': 'step', 'step': step, 'at': at}, [encoded])

    def _raised(self, error):
        inside = self._folder + os.sep
        frames = [{'fileName': os.path.relpath(frame.f_code.co_filename, self._folder), 'line': line,
                   'functionName': frame.f_code.co_name[:255]}
                  for frame, line in traceback.walk_tb(error.__traceback__)
                  if frame.f_code.co_filename.startswith(inside)]
        if isinstance(error, SyntaxError) and str(error.filename).startswith(inside):
            frames.append({'fileName': os.path.relpath(error.filename, self._folder),
                           'line': error.lineno or 0, 'functionName': '<module>'})
        try:
            text = str(error)
        except BaseException:
            text = ''
        return {'exceptionType': type(error).__name__[:100], 'exceptionMessage': text[:TEXT_MAX],
                'frames': frames[-FRAMES_MAX:]}


def use_cores(count):
    """Let libraries start as many threads as the fold has cores.

    With one core, joblib does one after the other what n_jobs asks to be done side by side: what
    threads add up depends on who comes first.
    """
    if count == 1:
        with contextlib.suppress(ImportError):
            from joblib import parallel_backend
            parallel_backend('sequential')
        return
    for name in (*THREAD_SETTINGS, 'LOKY_MAX_CPU_COUNT'):
        os.environ[name] = str(count)
    # Libraries that were loaded before have read their settings already.
    with contextlib.suppress(ImportError):
        from threadpoolctl import threadpool_limits
        threadpool_limits(count)


def limit_of(error):
    """Return which limit of its fold an exception speaks of, 'disk' or 'processes'; None where of none."""
    seen = []
    while error is not None and len(seen) < FRAMES_MAX and all(error is not each for each in seen):
        seen.append(error)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            return 'disk'
        # fork and threads that cannot be started; the supervisor knows whether there were too many.
        if isinstance(error, BlockingIOError) or (type(error) is RuntimeError
                                                  and error.args == ("can't start new thread",)):
            return 'processes'
        error = error.__cause__ or error.__context__
    return None


def encode_array(y_pred):
    """Return an array of numbers as `.npy`; raises Unusable for what is none."""
    try:
        array = np.asarray(y_pred)
    except ValueError as error:
        # Rows of different lengths.
        raise Unusable(type(y_pred).__name__) from error
    if array.dtype.kind == 'O' and array.ndim > 0:
        with contextlib.suppress(TypeError, ValueError):
            array = array.astype(np.float64)
    if array.dtype.kind == 'O':
        raise Unusable(type(y_pred).__name__)
    encoded = BytesIO()
    np.save(encoded, array, allow_pickle=False)
    return encoded.getbuffer()


def encode_lists(y_pred):
    """Return predictions that are lists as JSON; raises Unusable."""
    try:
        return json.dumps(y_pred, default=_plain).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise Unusable(type(y_pred).__name__) from error


def _plain(value):
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    if hasattr(value, 'to_numpy'):
        return value.to_numpy().tolist()
    raise TypeError(type(value).__name__)
