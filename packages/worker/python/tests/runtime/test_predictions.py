"""What may come back from a fold child: plain, finite arrays of the right shape; the rest says what is wrong."""

import unittest
from io import BytesIO

import numpy as np

from databoard_runtime.predictions import BadPredictions, read_predictions


def npy(array, allow_pickle=False):
    buffer = BytesIO()
    np.lib.format.write_array(buffer, np.asarray(array), allow_pickle=allow_pickle)
    return buffer.getvalue()


class Predictions(unittest.TestCase):
    def refused(self, encoded, shape=(4, 3)):
        with self.assertRaises(BadPredictions) as caught:
            read_predictions(encoded, 'valid', 4, shape and np.empty(shape))
        return caught.exception.message

    def test_good_ones_pass_as_they_are(self):
        for array in (np.random.rand(4, 3), np.zeros((4, 3), np.float32), np.ones((4, 3), int), np.ones((4, 3), bool)):
            read = read_predictions(npy(array), 'valid', 4, np.empty((4, 3)))
            np.testing.assert_array_equal(read, array)
            self.assertEqual(read.dtype, array.dtype)

    def test_every_form_of_an_array_is_read_as_numpy_reads_it(self):
        array = np.arange(12.).reshape(4, 3)
        second_version = BytesIO()
        np.lib.format.write_array(second_version, array, version=(2, 0))
        for encoded in (npy(np.asfortranarray(array)), npy(array.astype('>f8')), npy(array[::-1][::-1]),
                        second_version.getvalue(), bytearray(npy(array))):
            for _ in range(2):
                read = read_predictions(encoded, 'valid', 4, np.empty((4, 3)))
                np.testing.assert_array_equal(read, array)
                # What a kit does to it is not to come back when the same bytes are read again.
                read[:] = 0

    def test_cut_off(self):
        for encoded in (npy(np.zeros((4, 3)))[:-1], npy(np.zeros((4, 3)))[:60], npy(np.zeros((4, 3)))[:8]):
            self.assertEqual(self.refused(encoded), 'The predictions are not a plain array of numbers.')

    def test_shape(self):
        self.assertEqual(self.refused(npy(np.zeros(4))),
                         'predict returned shape (4,), expected (4, 3): one row per sample, 3 columns.')
        self.assertEqual(self.refused(npy(np.zeros((4, 1))), (4,)),
                         'predict returned shape (4, 1), expected (4,): one number per sample.')
        self.assertIn('(5,)', self.refused(npy(np.zeros(5)), None))

    def test_not_finite(self):
        array = np.zeros((4, 3))
        array[0, 0], array[1, 1] = np.nan, -np.inf
        self.assertEqual(self.refused(npy(array)), '2 of 12 predicted values are NaN or infinite.')

    def test_missing_numbers_where_the_kit_knows_what_they_mean(self):
        array = np.full((4, 3), np.nan)
        read = read_predictions(npy(array), 'valid', 4, np.empty((4, 3)), may_be_nan=True)
        np.testing.assert_array_equal(read, array)

    def test_not_numbers(self):
        self.assertIn('text', self.refused(npy(np.array(['a'] * 4)), (4,)))
        self.assertIn('complex', self.refused(npy(np.zeros(4, complex)), (4,)))

    def test_never_unpickles(self):
        class Bomb:
            def __reduce__(self):
                return print, ('unpickled',)

        self.assertIn('plain array', self.refused(npy(np.array([Bomb()] * 4, dtype=object), allow_pickle=True)))

    def test_broken_bytes(self):
        whole = npy(np.zeros((4, 3)))
        for encoded in (b'', b'nonsense', whole[:-8], whole[:20], b'PK\x03\x04' + whole):
            self.assertIn('plain array', self.refused(encoded))

    def test_a_header_that_lies_about_its_size(self):
        lying = npy(np.zeros((4, 3))).replace(b'(4, 3)', b'(9999999999999, 3)'[:18])
        self.assertIn('plain array', self.refused(lying))

    def test_lists_where_the_kit_predicts_arrays(self):
        self.assertIn('plain array', self.refused(b'[[1, 2], [3], [], []]'))


class Lists(unittest.TestCase):
    """Kits whose prediction for a sample is a list: boxes in an image."""

    def read(self, encoded):
        return read_predictions(encoded, 'valid', 3, np.empty(3, dtype=object))

    def refused(self, encoded):
        with self.assertRaises(BadPredictions) as caught:
            self.read(encoded)
        return caught.exception.message

    def test_boxes_and_unpredicted_samples(self):
        read = self.read(b'[[[0.5, 1, 2, 3], [1, 4, 5, 6]], [], null]')
        self.assertEqual(read.tolist(), [[(0.5, 1, 2, 3), (1, 4, 5, 6)], [], None])

    def test_named_numbers(self):
        self.assertEqual(self.read(b'[[{"x": 1, "y": 2.5}], [], []]')[0], [{'x': 1, 'y': 2.5}])
        self.assertIn('finite', self.refused(b'[[{"x": [1]}], [], []]'))

    def test_equally_many_boxes_everywhere_may_come_as_an_array(self):
        self.assertEqual(self.read(npy(np.ones((3, 1, 4))))[2], [(1.0, 1.0, 1.0, 1.0)])

    def test_what_is_refused(self):
        for encoded, words in ((b'[[], []]', '2 predictions, expected one list per sample: 3'), (b'{}', 'no list'),
                               (b'[[], [], 1]', 'sample 2 is not a list'), (b'[[NaN], [], []]', 'finite'),
                               (b'[["a"], [], []]', 'finite'), (b'[[[true]], [], []]', 'finite'),
                               (b'[[[[1]]], [], []]', 'finite'), (b'nonsense', 'neither an array nor lists'),
                               (b'[' * 100_000, 'neither an array nor lists'), (b'[' * 2_000_001, 'too large')):
            with self.subTest(encoded[:20]):
                self.assertIn(words, self.refused(encoded))


if __name__ == '__main__':
    unittest.main()
