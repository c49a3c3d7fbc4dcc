"""Masked targets: training rows untouched, no hidden label anywhere, the same on every call."""

import pickle
import unittest

import numpy as np
import pandas as pd

from databoard_runtime.masking import CannotMask, mask, positions, seed_of

N = 10
TRAIN = np.array([7, 1, 4, 2])
HIDDEN = [row for row in range(N) if row not in TRAIN]
LABELS = [f'label-{row}' for row in range(N)]


def mask_of(rows):
    chosen = np.zeros(N, dtype=bool)
    chosen[rows] = True
    return chosen


class EveryKindOfTarget(unittest.TestCase):
    """For each container: what a fold's code gets."""

    KINDS = {
        'array of text': np.array(LABELS),
        'array of objects': np.array(LABELS, dtype=object),
        'list': LABELS,
        'tuple': tuple(LABELS),
        'series': pd.Series(LABELS, index=range(100, 100 + N), name='y'),
        'categorical series': pd.Series(LABELS, dtype='category'),
        'frame': pd.DataFrame({'y': LABELS, 'z': LABELS}, index=list('abcdefghij')),
        'two columns': np.array([LABELS, LABELS]).T,
    }

    def rows_of(self, y):
        return y.to_numpy() if hasattr(y, 'iloc') else np.asarray(y)

    def test_training_rows_stay_and_others_hold_training_labels(self):
        for name, y in self.KINDS.items():
            with self.subTest(name):
                masked = mask(y, TRAIN, N, seed=1)
                self.assertIs(type(masked), type(y))
                before, after = self.rows_of(y), self.rows_of(masked)
                np.testing.assert_array_equal(after[TRAIN], before[TRAIN])
                self.assertLessEqual(set(after.ravel()), set(before[TRAIN].ravel()))

    def test_nothing_hidden_is_left_in_what_is_sent(self):
        for name, y in self.KINDS.items():
            if name == 'categorical series':
                continue  # its categories are the set of classes, which the kit's Predictions name anyway
            with self.subTest(name):
                # As text in both encodings that numpy and pickle use.
                sent = pickle.dumps(mask(y, TRAIN, N, seed=1), protocol=5)
                for row in HIDDEN:
                    self.assertNotIn(LABELS[row].encode(), sent)
                    self.assertNotIn(LABELS[row].encode('utf-32-le'), sent)

    def test_index_and_names_are_kept(self):
        series = mask(self.KINDS['series'], TRAIN, N, seed=1)
        self.assertEqual((list(series.index), series.name), (list(range(100, 110)), 'y'))
        self.assertEqual(list(mask(self.KINDS['frame'], TRAIN, N, seed=1).index), list('abcdefghij'))

    def test_the_kits_own_targets_are_not_touched(self):
        y = np.arange(N)
        mask(y, TRAIN, N, seed=1)[:] = -1
        np.testing.assert_array_equal(y, np.arange(N))

    def test_other_kinds_are_refused(self):
        with self.assertRaisesRegex(CannotMask, 'builtins.dict'):
            mask(dict(enumerate(LABELS)), TRAIN, N, seed=1)


class Halves:
    """A fold's half of a kit that learns from two sources: rows of each."""

    def __init__(self, **rows):
        self.__dict__.update(rows)


class FoldsThatAreObjects(unittest.TestCase):
    """Targets with several arrays, and folds that say for each which rows are meant."""

    def setUp(self):
        self.y = Halves(source=np.array(LABELS), target=np.array(LABELS[::-1]), name='y')

    def test_each_array_is_masked_by_its_own_rows(self):
        masked = mask(self.y, Halves(source=TRAIN, target=slice(0, 3)), N, seed=1)
        self.assertIs(type(masked), Halves)
        np.testing.assert_array_equal(masked.source[TRAIN], self.y.source[TRAIN])
        self.assertLessEqual(set(masked.source), set(self.y.source[TRAIN]))
        self.assertLessEqual(set(masked.target), set(self.y.target[:3]))
        self.assertEqual(masked.name, 'y')

    def test_an_array_without_training_rows_is_hidden_whole(self):
        masked = mask(self.y, Halves(source=TRAIN, target=None), N, seed=1)
        self.assertEqual(set(masked.target), {''})

    def test_an_array_that_the_fold_does_not_mention_is_refused(self):
        with self.assertRaisesRegex(CannotMask, 'y.target holds rows'):
            mask(self.y, Halves(source=TRAIN), N, seed=1)

    def test_plain_targets_need_a_plain_index(self):
        with self.assertRaisesRegex(CannotMask, 'mask_targets'):
            mask(np.arange(N), Halves(source=TRAIN), N, seed=1)


class EveryKindOfIndex(unittest.TestCase):
    """Integer arrays, masks and slices mean the same rows."""

    def test_same_rows_same_result(self):
        y = np.arange(N) * 1.5
        expected = mask(y, np.arange(2, 6), N, seed=3)
        for index in (slice(2, 6), mask_of(range(2, 6)), [2, 3, 4, 5], pd.Index([2, 3, 4, 5])):
            np.testing.assert_array_equal(mask(y, index, N, seed=3), expected)

    def test_other_indices_are_refused(self):
        with self.assertRaises(CannotMask):
            positions(object(), N)
        with self.assertRaises(CannotMask):
            mask(np.arange(N), np.array([], dtype=int), N, seed=1)
        with self.assertRaises(IndexError):
            mask(np.arange(N), [N], N, seed=1)


class Determinism(unittest.TestCase):
    """The same problem version and fold give the same stand-ins; others give others."""

    def test_seed_depends_on_problem_fold_and_purpose(self):
        seeds = {seed_of(problem, fold, purpose)
                 for problem in 'ab' for fold in (0, 1) for purpose in ('labels', 'code')}
        self.assertEqual(len(seeds), 8)
        self.assertEqual(seed_of('a', 0, 'labels'), seed_of('a', 0, 'labels'))

    def test_stand_ins_depend_on_the_seed(self):
        y = np.arange(1000)
        train = np.arange(500)
        np.testing.assert_array_equal(mask(y, train, 1000, seed=1), mask(y, train, 1000, seed=1))
        self.assertTrue((mask(y, train, 1000, seed=1) != mask(y, train, 1000, seed=2)).any())


if __name__ == '__main__':
    unittest.main()
