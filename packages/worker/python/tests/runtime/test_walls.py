"""The thief of the self-test notices each wall that is not there; the filter on system calls; holding a fold to its cores."""

import ctypes
import errno
import json
import os
import signal
import threading
import time
import unittest

from databoard_runtime import isolation, thief
from databoard_runtime.core_watch import CoreWatch
from databoard_runtime.seccomp import fold_filter, platform_filter
from databoard_runtime.system_calls import FORBIDDEN, MISSING, WALL_MAKING

LIMITS = {'memoryLimitMiB': 64, 'timeoutSeconds': 5, 'diskMiB': 1, 'processesMax': 8, 'cores': 1}
COLUMN = 1 if os.uname().machine == 'x86_64' else 2
NUMBERS = {call[0]: call[COLUMN] for call in WALL_MAKING + FORBIDDEN + MISSING}


def in_child(work):
    """Return what `work()` returns in a process of its own, for what it does cannot be undone."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(write, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(write)
    with open(read) as file:
        answer = file.read()
    os.waitpid(pid, 0)
    return json.loads(answer)


def behind(system_calls, work):
    """Return what `work()` returns behind a filter."""
    def walled():
        isolation.forbid_privileges()
        system_calls.install()
        return work()
    return in_child(walled)


def error_of(name, *arguments):
    """Return the error number of a system call, 0 when it was let through."""
    ctypes.set_errno(0)
    libc = ctypes.CDLL(None, use_errno=True)
    return ctypes.get_errno() if libc.syscall(NUMBERS[name], *arguments) == -1 else 0


class Filter(unittest.TestCase):
    def test_every_call_of_the_tables_is_refused(self):
        def errors():
            return {name: error_of(name, -1, -1, -1, -1, -1) for name, number in NUMBERS.items() if number is not None}
        found = behind(fold_filter(), errors)
        missing = {call[0] for call in MISSING}
        wrong = {name: error for name, error in found.items()
                 if error != (errno.ENOSYS if name in missing else errno.EPERM)}
        self.assertEqual(wrong, {})

    def test_processes_threads_and_pairs_of_sockets_stay(self):
        def work():
            import socket
            import subprocess
            done = []
            thread = threading.Thread(target=done.append, args=(1,))
            thread.start()
            thread.join()
            one, other = socket.socketpair()
            one.send(b'x')
            return [done, other.recv(1).decode(), subprocess.run(['/bin/echo', 'y'], capture_output=True, check=True).returncode]
        self.assertEqual(behind(fold_filter(), work), [[1], 'x', 0])

    def test_whoever_makes_walls_may_make_namespaces_and_nothing_else(self):
        def errors():
            return [error_of('unshare', 0), error_of('keyctl', 0, -3, 0), error_of('io_uring_setup', 1, 0)]
        self.assertEqual(behind(platform_filter(), errors), [0, errno.EPERM, errno.ENOSYS])


class Thief(unittest.TestCase):
    def fallen(self, work=lambda: None):
        def stolen():
            work()
            return thief.fallen_walls({'secret': __file__, 'listener': 'nobody'}, set(), LIMITS)
        return in_child(stolen)

    def test_without_a_wall_everything_falls(self):
        fallen = self.fallen()
        for name in ('files', 'network', 'other processes', 'system calls', 'no set-uid', 'temporary files', 'descriptors'):
            self.assertIn(name, fallen)
        self.assertIn('memfd_create', fallen['system calls'])

    def test_the_filter_alone_holds_its_own(self):
        def work():
            isolation.forbid_privileges()
            fold_filter().install()
        self.assertNotIn('system calls', self.fallen(work))


class Processes:
    """A fold that has used as many seconds of processor time as it is said to."""

    def __init__(self, pid, seconds):
        self.pids, self._seconds = [pid], seconds

    def cpu_seconds_of(self, pid):
        return self._seconds

    def tree(self):
        return self.pids, [int(thread) for thread in os.listdir(f'/proc/{self.pids[0]}/task')]


@unittest.skipIf(len(os.sched_getaffinity(0)) < 2, 'there is one processor only')
class Cores(unittest.TestCase):
    def setUp(self):
        self.pid = os.fork()
        if self.pid == 0:
            threading.Thread(target=time.sleep, args=(60,)).start()
            time.sleep(60)
        deadline = time.monotonic() + 10
        while len(os.listdir(f'/proc/{self.pid}/task')) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)

    def tearDown(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def processors(self, used_seconds):
        processes = Processes(self.pid, used_seconds)
        CoreWatch(processes, 1).check(2.0)
        return {len(os.sched_getaffinity(thread)) for thread in processes.tree()[1]}

    def test_who_keeps_to_its_cores_is_left_alone(self):
        self.assertEqual(self.processors(2.1), {len(os.sched_getaffinity(0))})

    def test_who_does_not_is_put_on_them_with_all_threads(self):
        self.assertEqual(self.processors(3.9), {1})


if __name__ == '__main__':
    unittest.main()
