"""Rows on both sides of a fold, by position and by what they hold."""

import unittest
from types import SimpleNamespace

import numpy as np
import pandas as pd
from scipy import sparse

from databoard_runtime.repeated_rows import repeated_rows, row_hashes

TRAIN = np.array([[1., 2.], [3., 4.], [1., 2.], [5., np.nan], [7., 8.], [5., np.nan]])
TEST = np.array([[3., 4.], [0., 0.], [7., 8.]])


def rows_of(X_train, X_test, *folds):
    data = SimpleNamespace(n_train=len(TRAIN), n_test=len(TEST), has_test=X_test is not None, folds=folds)
    return repeated_rows(data, X_train, X_test)


def text_cells(X):
    return [[str(cell) for cell in row] for row in X]


def objects(rows):
    cells = np.empty(len(rows), dtype=object)
    cells[:] = rows
    return cells


class RepeatedRows(unittest.TestCase):
    KINDS = {
        'array': lambda X: X,
        'images': lambda X: np.repeat(X[:, None, :], 3, axis=1),
        'single precision, other order': lambda X: np.asfortranarray(X.astype(np.float32)),
        'frame': lambda X: pd.DataFrame(X, index=range(90, 90 + len(X)), columns=['a', 'b']),
        'frame of text': lambda X: pd.DataFrame(text_cells(X)),
        'categories': lambda X: pd.DataFrame(text_cells(X)).astype('category'),
        'array of objects': lambda X: np.array(text_cells(X), dtype=object),
        'list of arrays': list,
        'objects that are arrays': lambda X: objects(list(X)),
        'list of text': lambda X: [' '.join(row) for row in text_cells(X)],
        'sparse': sparse.csr_matrix,
        'sparse by columns': sparse.csc_matrix,
    }

    def test_are_found_in_every_kind_of_features(self):
        # Row 2 is like row 0, row 5 like row 3; row 4 is a training row itself; test row 0 is like row 1.
        fold = (np.array([0, 1, 3, 4]), np.array([2, 4, 5]))
        for name, kind in self.KINDS.items():
            with self.subTest(name):
                self.assertEqual(rows_of(kind(TRAIN), kind(TEST), fold),
                                 [{'validRows': 3, 'inTrain': 1, 'likeTrain': 2, 'testLikeTrain': 2}])

    def test_are_told_by_position_only_where_features_are_of_another_kind(self):
        mask = np.array([True, True, True, False, False, False])
        for X in (('folder', list(range(6))), {'a': 1}, TRAIN[:4], [{}] * 6, None):
            self.assertEqual(rows_of(X, TEST, (slice(0, 4), ~mask)),
                             [{'validRows': 3, 'inTrain': 1, 'likeTrain': None, 'testLikeTrain': None}])

    def test_are_not_told_where_folds_are_objects(self):
        nothing = {'validRows': None, 'inTrain': None, 'likeTrain': None, 'testLikeTrain': None}
        self.assertEqual(rows_of(TRAIN, TEST, (SimpleNamespace(a=1), SimpleNamespace(a=2))), [nothing])

    def test_rows_named_twice_count_once(self):
        fold = ([0, 0, 1, 1], [1, 1, 4, 4])
        self.assertEqual(rows_of(TRAIN, None, fold),
                         [{'validRows': 2, 'inTrain': 1, 'likeTrain': 0, 'testLikeTrain': None}])

    def test_hashes_are_64_bits_and_stay_the_same(self):
        for name, kind in self.KINDS.items():
            with self.subTest(name):
                hashes = row_hashes(kind(TRAIN), 6)
                self.assertEqual(hashes.dtype, np.uint64)
                np.testing.assert_array_equal(hashes, row_hashes(kind(TRAIN.copy()), 6))


if __name__ == '__main__':
    unittest.main()
