"""Which supervisors the fork server keeps waiting."""

import unittest
from types import SimpleNamespace

from databoard_runtime.fork_server import Pool


class ForkPool(unittest.TestCase):
    def setUp(self):
        self.started = []
        self.pool = Pool(SimpleNamespace(slots=2, ready=4), self.start)

    def start(self, is_warm):
        self.started.append(is_warm)
        return len(self.started)

    def test_has_as_many_waiting_as_there_are_slots_at_once_and_more_while_nothing_runs(self):
        self.pool.fill()
        self.assertEqual(self.started, [True, True])
        while self.pool.seconds_to_next() is not None:
            self.pool.add_warm()
        self.assertEqual(len(self.started), 4)

    def test_starts_no_more_than_needed_while_something_runs_and_does_not_warm_it(self):
        self.pool.fill()
        self.pool.has_taken(1)
        self.assertIsNone(self.pool.seconds_to_next())
        self.pool.fill()
        self.assertEqual(self.started, [True, True, False])
        self.pool.has_ended(1)
        self.assertIsNotNone(self.pool.seconds_to_next())

    def test_replaces_one_that_ended_before_it_had_a_run(self):
        self.pool.fill()
        self.pool.has_ended(2)
        self.pool.fill()
        self.assertEqual(len(self.started), 3)
