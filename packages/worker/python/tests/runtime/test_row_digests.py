"""Which changes of a kit leave stored predictions what they were."""

import unittest
from types import SimpleNamespace

import numpy as np
import pandas as pd
from databoard_runtime.row_digests import row_digests


def table():
    """Return features with text whose equal values are different objects each time."""
    words = [''.join(['wo', 'rd', str(number % 3)]) for number in range(6)]
    return pd.DataFrame({'word': pd.Series(words, dtype=object), 'number': np.arange(6.0)})


def data(**changed):
    """Return a kit's data as the scorer has it."""
    given = {'X_train': table(), 'X_test': np.zeros((2, 2)), 'has_test': True, 'n_train': 6, 'n_test': 2,
             'folds': [(np.arange(4), np.arange(4, 6))], **changed}
    return SimpleNamespace(**given)


class RowDigests(unittest.TestCase):
    def setUp(self):
        self.digests = row_digests(data())

    def changed(self, **changed):
        return [name for name, digest in row_digests(data(**changed)).items() if digest != self.digests[name]]

    def test_repeat(self):
        self.assertTrue(all(len(digest) == 64 for digest in self.digests.values()))
        self.assertEqual(self.changed(), [])

    def test_equal_text_is_equal_whichever_objects_hold_it(self):
        shared = table()
        shared['word'] = pd.Series([{'word0': 'word0', 'word1': 'word1', 'word2': 'word2'}[word]
                                    for word in shared['word']], dtype=object)
        self.assertEqual(self.changed(X_train=shared), [])

    def test_rows_in_another_order(self):
        self.assertEqual(self.changed(X_train=table().iloc[::-1]), ['featuresDigest'])

    def test_one_other_value(self):
        other = table()
        other.loc[3, 'number'] = -1.0
        self.assertEqual(self.changed(X_train=other), ['featuresDigest'])
        self.assertEqual(self.changed(X_test=np.eye(2)), ['featuresDigest'])

    def test_large_arrays_however_they_lie_in_memory(self):
        large = np.arange(100_000.0).reshape(200, 500)
        for array in (large, np.asfortranarray(large)):
            digest = row_digests(data(X_train=array))['featuresDigest']
            self.assertEqual(digest, row_digests(data(X_train=array.copy('K')))['featuresDigest'])
            other = array.copy('K')
            other[-1, -1] = 0
            self.assertNotEqual(digest, row_digests(data(X_train=other))['featuresDigest'])

    def test_objects_that_refer_to_themselves(self):
        def ring(number):
            values = [number]
            values.append(values)
            return values

        digest = row_digests(data(X_train=ring(1)))['featuresDigest']
        self.assertEqual(len(digest), 64)
        self.assertEqual(digest, row_digests(data(X_train=ring(1)))['featuresDigest'])
        self.assertNotEqual(digest, row_digests(data(X_train=ring(2)))['featuresDigest'])

    def test_sets_have_no_order(self):
        one, other = {0, 8}, {8, 0}
        self.assertNotEqual(list(one), list(other))
        self.assertEqual(row_digests(data(X_train=[one]))['featuresDigest'],
                         row_digests(data(X_train=[other]))['featuresDigest'])
        self.assertNotEqual(row_digests(data(X_train=[one]))['featuresDigest'],
                            row_digests(data(X_train=[{0}]))['featuresDigest'])

    def test_no_test_data(self):
        self.assertEqual(self.changed(has_test=False, n_test=None), ['featuresDigest', 'foldsDigest'])

    def test_other_folds(self):
        self.assertEqual(self.changed(folds=[(np.arange(3), np.arange(3, 6))]), ['foldsDigest'])
        self.assertEqual(self.changed(folds=[(np.arange(4)[::-1], np.arange(4, 6))]), ['foldsDigest'])

    def test_the_same_folds_written_down_otherwise(self):
        self.assertEqual(self.changed(folds=[(slice(0, 4), np.arange(6) >= 4)]), [])
        self.assertEqual(self.changed(folds=[(list(range(4)), np.arange(4, 6, dtype=np.int32))]), [])

    def test_what_cannot_be_told(self):
        self.assertIsNone(row_digests(data(X_train=lambda: None))['featuresDigest'])


if __name__ == '__main__':
    unittest.main()
