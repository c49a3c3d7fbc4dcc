"""Features handed from one process to others: whole, shared, and writable without harm."""

import os
import tempfile
import unittest

import numpy as np
import pandas as pd

from databoard_runtime.features import MAPPED_BYTES_MIN, loaded, read_features, write_features


class Features(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def through(self, features):
        write_features(self.folder, features)
        return read_features(self.folder)

    def test_every_kind_comes_back_equal(self):
        big, small = np.random.rand(300, 100), np.arange(5)
        frame = pd.DataFrame({'number': np.arange(20_000.0), 'word': ['a', 'b'] * 10_000}, index=range(7, 20_007))
        objects = np.array([[1, 2], None, 'x'], dtype=object)
        read = self.through({'big': big, 'fortran': np.asfortranarray(big), 'small': small, 'frame': frame,
                             'pair': ('folder', [3, 4]), 'objects': objects})
        np.testing.assert_array_equal(read['big'], big)
        np.testing.assert_array_equal(read['fortran'], big)
        self.assertTrue(read['fortran'].flags.f_contiguous)
        np.testing.assert_array_equal(read['small'], small)
        pd.testing.assert_frame_equal(read['frame'], frame)
        self.assertEqual(read['pair'], ('folder', [3, 4]))
        self.assertEqual(read['objects'].tolist(), objects.tolist())

    def test_large_arrays_are_mapped_from_one_file(self):
        self.through(np.ones(MAPPED_BYTES_MIN))
        self.assertGreaterEqual(os.path.getsize(os.path.join(self.folder, 'arrays')), 8 * MAPPED_BYTES_MIN)
        self.assertLess(os.path.getsize(os.path.join(self.folder, 'objects')), 2000)

    def test_who_writes_changes_nobody_elses(self):
        read = self.through(np.ones(MAPPED_BYTES_MIN))
        read[:] = 5
        self.assertEqual(read_features(self.folder)[0], 1)

    def test_nothing_to_map(self):
        self.assertEqual(self.through({'X': None, 'y': np.arange(3).tolist()}), {'X': None, 'y': [0, 1, 2]})

    def test_what_xarray_reads_late_is_read_now(self):
        try:
            import xarray
        except ImportError:
            self.skipTest('xarray is not installed')
        path = os.path.join(self.folder, 'fields.nc')
        xarray.Dataset({'field': ('time', np.arange(6.0))}, attrs={'n_burn_in': 2}).to_netcdf(path, engine='scipy')
        opened = xarray.open_dataset(path, engine='scipy')
        # As the netCDF4 library's own way to close a file: no pickle takes it.
        opened.set_close(lambda: None)
        lazy = loaded(opened)
        os.remove(path)
        read = self.through(lazy)
        np.testing.assert_array_equal(read['field'].values, np.arange(6.0))
        self.assertEqual(read.attrs['n_burn_in'], 2)


if __name__ == '__main__':
    unittest.main()
