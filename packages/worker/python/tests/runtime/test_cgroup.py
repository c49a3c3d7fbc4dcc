"""What a fold's control group is told, in a folder that looks like one."""

import os
import tempfile
import unittest
from unittest import mock

from databoard_runtime.cgroup import FoldCgroup

FILES = ('cgroup.procs', 'cgroup.kill', 'memory.max', 'memory.swap.max', 'memory.oom.group', 'pids.max', 'cpu.max')
LIMITS = {'memoryLimitMiB': 100, 'processesMax': 7, 'cores': 2}


class Group(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.parent, self.path = folder.name, os.path.join(folder.name, f'fold-{os.getpid()}')

    def made(self, controllers):
        really_make = os.mkdir

        def with_files(name, dir_fd):
            really_make(name, dir_fd=dir_fd)
            for file in FILES:
                self.write(file, '')
            self.write('cgroup.controllers', controllers)

        with mock.patch('os.mkdir', with_files):
            return FoldCgroup(self.parent)

    def write(self, name, text):
        with open(os.path.join(self.path, name), 'w') as file:
            file.write(text)

    def written(self):
        found = {}
        for name in FILES:
            with open(os.path.join(self.path, name)) as file:
                found[name] = file.read()
        return {name: text for name, text in found.items() if text}

    def test_limits_go_to_the_controllers_that_are_there(self):
        self.made('cpu memory pids\n').limit(LIMITS)
        self.assertEqual(self.written(), {'memory.max': str(148 << 20), 'memory.swap.max': '0', 'memory.oom.group': '1',
                                          'pids.max': '7', 'cpu.max': '200000 100000'})

    def test_and_to_no_other(self):
        self.made('pids\n').limit(LIMITS)
        self.assertEqual(self.written(), {'pids.max': '7'})

    def test_a_kernel_without_swap_has_no_limit_for_it(self):
        group = self.made('memory\n')
        os.remove(os.path.join(self.path, 'memory.swap.max'))
        group.limit(LIMITS)
        with open(os.path.join(self.path, 'memory.oom.group')) as file:
            self.assertEqual(file.read(), '1')

    def test_what_the_kernel_counted_is_known(self):
        group = self.made('memory pids\n')
        self.assertFalse(group.ran_out_of_memory() or group.ran_out_of_processes())
        self.write('memory.events', 'low 0\nmax 12\noom 1\noom_kill 0\n')
        self.write('pids.events', 'max 3\n')
        self.assertFalse(group.ran_out_of_memory())
        self.assertTrue(group.ran_out_of_processes())
        self.write('memory.events', 'oom 1\noom_kill 2\noom_group_kill 1\n')
        self.assertTrue(group.ran_out_of_memory())

    def test_processes_are_moved_and_killed_by_its_files(self):
        group = self.made('')
        group.enter(42)
        group.kill()
        self.assertEqual(self.written(), {'cgroup.procs': '42', 'cgroup.kill': '1'})


if __name__ == '__main__':
    unittest.main()
