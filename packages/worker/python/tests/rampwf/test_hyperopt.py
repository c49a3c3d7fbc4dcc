"""Hyperparameters can be imported, and used as numbers and strings."""

import subprocess
import sys
import unittest

from rampwf.hyperopt import Hyperparameter


class Values(unittest.TestCase):
    def test_as_numbers_and_strings(self):
        self.assertEqual(int(Hyperparameter(dtype='int', default=5, values=[3, 5])), 5)
        self.assertEqual(float(Hyperparameter(dtype='float', values=[.5, 2.])), .5)
        median = Hyperparameter(dtype='object', default='median', values=['mean', 'median'])
        self.assertEqual(str(median), 'median')
        self.assertFalse(Hyperparameter(default=False, values=[True, False]))
        self.assertEqual(int(Hyperparameter(dtype='int', default=7)), 7)

    def test_attributes(self):
        depth = Hyperparameter(dtype='int', values=[1, 2, 4, 8])
        self.assertEqual((depth.n_values, depth.default), (4, 1))
        self.assertEqual((list(depth.values), list(depth.prior)), ([1, 2, 4, 8], [.25] * 4))
        self.assertEqual(list(Hyperparameter('int', values=[1, 2], prior=[.1, .9]).prior), [.1, .9])
        self.assertIn("dtype='int', default=1", repr(depth))

    def test_refusals(self):
        for arguments, message in (
                ({}, 'needs a default or values'),
                ({'default': 3, 'values': [1, 2]}, 'default 3 is none of the values'),
                ({'values': [1, 2], 'prior': [1.]}, '2 values, but 1 probabilities')):
            with self.assertRaisesRegex(ValueError, message):
                Hyperparameter(dtype='int', **arguments)


class Importing(unittest.TestCase):
    def test_the_package_stays_light(self):
        """Neither the search nor what only some workflows need comes with the package."""
        heavy = ('rampwf.hyperopt', 'xarray', 'skimage', 'nbconvert', 'matplotlib')
        code = f'import sys, rampwf, rampwf.externals; print([m for m in {heavy} if m in ' \
               'sys.modules])'
        printed = subprocess.run(
            [sys.executable, '-c', code], check=True, capture_output=True, text=True)
        self.assertEqual(printed.stdout.strip(), '[]')
