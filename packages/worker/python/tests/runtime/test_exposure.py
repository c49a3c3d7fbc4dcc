"""What of a kit submissions may see: asked for, or needed to import it; never data by accident."""

import os
import tempfile
import unittest
from types import SimpleNamespace

import numpy as np
import pandas as pd

from databoard_runtime.exposure import check_paths_in_features, files_read_at_import, modules_of_kit
from databoard_runtime.kit import KitRefused, load_problem

PROBLEM = '''
import json, os
here = os.path.dirname(__file__)
with open(os.path.join(here, 'classes.json')) as file:
    classes = json.load(file)
problem_title, Predictions, workflow, score_types = 'x', None, None, []
get_cv = get_train_data = get_test_data = None
'''


class FilesReadAtImport(unittest.TestCase):
    def test_are_noted_by_path(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (('problem.py', PROBLEM), ('classes.json', '[]'), ('labels.csv', '')):
                with open(os.path.join(folder, name), 'w') as file:
                    file.write(text)
            _, read = load_problem(SimpleNamespace(kit=folder, quick=False, rampwf='databoard'))
        self.assertEqual(files_read_at_import(read, set()), ['classes.json'])

    def test_data_and_what_the_getters_read_too_are_left_out(self):
        read = {'problem.py', 'helper/tables.json', 'labels.csv', 'data/train.csv', 'submissions/a/b.txt'}
        self.assertEqual(files_read_at_import(read, {'labels.csv'}), ['helper/tables.json'])
        self.assertEqual(files_read_at_import(read, {'labels.csv'}, ['helper']), [])


class Modules(unittest.TestCase):
    def test_what_is_imported_with_its_packages_and_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ('problem.py', 'make_data.py', 'tool.py', 'package/one.py', 'package/deep/two.py', 'other/x.py',
                         'data/read.py', 'submissions/a/estimator.py'):
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                open(os.path.join(folder, name), 'w').close()
            needed = modules_of_kit(folder, {'problem.py', 'tool.py', 'package/one.py', 'classes.json', 'data/read.py'})
        self.assertEqual(needed, ['package/deep/two.py', 'package/one.py', 'problem.py', 'tool.py'])


class PathsInFeatures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.kit = folder.name
        os.makedirs(os.path.join(self.kit, 'data', 'images'))

    def check(self, X, expose=()):
        data = SimpleNamespace(X_train=X, X_test=None)
        check_paths_in_features(data, SimpleNamespace(kit=self.kit, data=self.kit, expose=list(expose)))

    def test_a_folder_must_be_exposed(self):
        images = os.path.join(self.kit, 'data', 'images')
        frame = pd.DataFrame({'size': [1, 2], 'image': [images, images]})
        for X in ((images, [1, 2]), images, [images, images], np.array([images, images]), frame, frame['image'],
                  (frame, [1, 2])):
            with self.assertRaisesRegex(KitRefused, r'data/images.*"expose": \["data/images"\]'):
                self.check(X)
        self.check((images, [1, 2]), ['data/images'])
        self.check((images, [1, 2]), ['data'])

    def test_other_texts_are_features(self):
        self.check((['a text', 'another'], 'nowhere'))
        self.check(['a text', 'another'])


if __name__ == '__main__':
    unittest.main()
