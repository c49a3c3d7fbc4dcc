"""Masked targets: training rows untouched, no hidden label anywhere, the same on every call."""

import pickle
import unittest

import numpy as np
import pandas as pd

from databoard_runtime.masking import CannotMask, mask, permute, positions, seed_of

N = 10
TRAIN = np.array([7, 1, 4, 2])
HIDDEN = [row for row in range(N) if row not in TRAIN]
LABELS = [f'label-{row}' for row in range(N)]


def mask_of(rows):
    chosen = np.zeros(N, dtype=bool)
    chosen[rows] = True
    return chosen


def mask_of_all(n):
    return np.ones(n, dtype=bool)


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


class Permuted(unittest.TestCase):
    """Labels in random order: the same labels, only among the training rows, of whatever kind they are."""

    def test_training_rows_swap_their_labels_and_others_keep_theirs(self):
        for name, y in EveryKindOfTarget.KINDS.items():
            with self.subTest(name):
                permuted = permute(y, TRAIN, N, seed=1)
                self.assertIs(type(permuted), type(y))
                before, after = np.asarray(y), np.asarray(permuted)
                self.assertEqual(sorted(after[TRAIN].ravel()), sorted(before[TRAIN].ravel()))
                self.assertTrue((after[TRAIN] != before[TRAIN]).any())
                np.testing.assert_array_equal(after[HIDDEN], before[HIDDEN])

    def test_columns_of_one_row_stay_together(self):
        y = np.column_stack([np.arange(N), np.arange(N) * 2])
        permuted = permute(y, TRAIN, N, seed=1)
        np.testing.assert_array_equal(permuted[:, 1], permuted[:, 0] * 2)

    def test_the_seed_decides_and_the_kits_own_targets_are_not_touched(self):
        y, rows = np.arange(1000), np.arange(1000)
        once = permute(y, rows, 1000, seed=1)
        np.testing.assert_array_equal(once, permute(y, mask_of_all(1000), 1000, seed=1))
        self.assertTrue((once != permute(y, rows, 1000, seed=2)).any())
        np.testing.assert_array_equal(y, np.arange(1000))

    def test_a_row_that_is_named_twice_is_one_row(self):
        permuted = permute(np.arange(N), [1, 1, 2, 2, 3], N, seed=1)
        self.assertEqual(sorted(permuted), list(range(N)))

    def test_each_array_of_an_object_by_its_own_rows(self):
        y = Halves(source=np.array(LABELS), target=np.array(LABELS[::-1]), name='y')
        permuted = permute(y, Halves(source=TRAIN, target=slice(0, 3)), N, seed=1)
        self.assertEqual(sorted(permuted.source), sorted(LABELS))
        self.assertTrue((permuted.source[TRAIN] != y.source[TRAIN]).any())
        np.testing.assert_array_equal(permuted.source[HIDDEN], y.source[HIDDEN])
        np.testing.assert_array_equal(permuted.target[3:], y.target[3:])
        self.assertEqual(list(y.source), LABELS)
        for half in (Halves(), object()):
            with self.assertRaisesRegex(CannotMask, 'does not say'):
                permute(y, half, N, seed=1)


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
