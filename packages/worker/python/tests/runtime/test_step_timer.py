"""Seconds of steps: what is read late, and what is a lie."""

import unittest

from databoard_runtime.step_timer import StepTimer


class StepTimerTest(unittest.TestCase):
    def test_measures_what_it_reads_in_time(self):
        timer = StepTimer(10.0)
        timer.begin(10.5, 10.5)
        self.assertAlmostEqual(timer.seconds_of_step(12.5, 12.5), 2.0)
        self.assertAlmostEqual(timer.seconds_of_step(13.0, 13.0), 0.5)

    def test_believes_the_child_about_messages_that_were_read_together(self):
        timer = StepTimer(10.0)
        timer.begin(13.0, 10.5)
        self.assertAlmostEqual(timer.seconds_of_step(13.0, 12.5), 2.0)
        self.assertAlmostEqual(timer.seconds_of_step(13.0, 12.75), 0.25)

    def test_a_lie_makes_no_step_shorter(self):
        timer = StepTimer(10.0)
        timer.begin(10.5, 99.0)
        self.assertAlmostEqual(timer.seconds_of_step(12.5, 0.0), 2.0)

    def test_a_lie_makes_all_steps_no_longer_than_the_run(self):
        timer = StepTimer(10.0)
        timer.begin(10.5, 0.0)
        told = timer.seconds_of_step(12.5, 1e9)
        self.assertAlmostEqual(told, 2.5)
        self.assertAlmostEqual(timer.seconds_of_step(13.0, 2e9), 0.5)

    def test_needs_nothing_of_the_child(self):
        for claim in (None, 'now', float('nan'), float('inf'), -1.0, True, [], 10 ** 400):
            timer = StepTimer(10.0)
            timer.begin(10.5, claim)
            self.assertAlmostEqual(timer.seconds_of_step(12.5, claim), 2.0)


if __name__ == '__main__':
    unittest.main()
