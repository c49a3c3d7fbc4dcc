"""Cross-validation schemes cut where ramp-workflow cuts."""

import contextlib
import io
import unittest

import numpy as np

import rampwf as rw

from .vectors import load_vectors


class ReferenceFolds(unittest.TestCase):
    def setUp(self):
        self.cases = load_vectors()['cvs']

    def test_time_series(self):
        printed = io.StringIO()
        for case in self.cases:
            if case['cv'] != 'TimeSeries' or 'n' not in case:
                continue
            cv = rw.cvs.TimeSeries(**case['args'], unit='month', unit_2='year')
            with contextlib.redirect_stdout(printed):
                folds = list(cv.get_cv(None, np.zeros(case['n'])))
            self.assertEqual([len(train) for train, _ in folds], case['train_len'])
            self.assertEqual([valid[0] for _, valid in folds], case['valid_first'])
            self.assertEqual([valid[-1] for _, valid in folds], case['valid_last'])
        expected = next(c for c in self.cases if 'printed_for_all_of_the_above' in c)
        self.assertEqual(
            printed.getvalue().splitlines(), expected['printed_for_all_of_the_above'])

    def test_clustering(self):
        for case in self.cases:
            if case['cv'] == 'Clustering':
                y = np.column_stack([case['event_ids'], np.zeros(len(case['event_ids']))])
                folds = rw.cvs.Clustering(**case['args']).get_cv(None, y)
                self.assertEqual(
                    [[train.tolist(), valid.tolist()] for train, valid in folds], case['folds'])
