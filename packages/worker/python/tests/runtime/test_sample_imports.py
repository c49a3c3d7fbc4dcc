import os
import tempfile
import unittest

from databoard_runtime.kit import KitRefused
from databoard_runtime.sample_imports import check_samples, missing_imports, requirement_names

ELEMENTS = [{'fileName': 'estimator.py', 'isPython': True}, {'fileName': 'table.csv', 'isPython': False}]

SOURCE = '''"""Only what is always executed counts."""
import os.path
import missing_one.part, missing_two
from missing_three.part import name
from . import missing_four
import beside, of_the_kit
from typing import TYPE_CHECKING
try:
    import missing_five
except (ValueError, ImportError):
    missing_five = None
try:
    import missing_six
finally:
    pass
if TYPE_CHECKING:
    import missing_seven
with open(os.devnull):
    import missing_eight


def late():
    import missing_nine
'''


class SampleImportsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.kit = folder.name

    def write(self, name, content=''):
        path = os.path.join(self.kit, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as file:
            file.write(content)

    def check(self, samples, environment=None):
        return check_samples(self.kit, samples, ELEMENTS, environment)

    def test_unconditional_imports_at_the_top_are_missed_once_each(self):
        self.write('submissions/a/estimator.py', SOURCE)
        self.write('submissions/a/beside.py')
        self.write('of_the_kit.py')
        found = missing_imports(self.kit, 'submissions/a/estimator.py')
        self.assertEqual(found, [('missing_one', 3), ('missing_two', 3), ('missing_three', 4), ('missing_six', 13),
                                 ('missing_eight', 19)])

    def test_what_is_no_python_is_left_to_fail_by_itself(self):
        self.write('submissions/a/estimator.py', 'import missing_one\ndef (')
        self.assertEqual(self.check(['a']), [])

    def test_the_starting_kit_or_else_all_samples_together_refuse_the_kit(self):
        for name in ('a', 'starting_kit'):
            self.write(f'submissions/{name}/estimator.py', 'import missing_one\n')
        with self.assertRaises(KitRefused) as caught:
            self.check(['a', 'starting_kit'], '/opt/venv')
        self.assertEqual(caught.exception.file_name, 'submissions/starting_kit/estimator.py')
        self.assertIn('the environment /opt/venv has not', caught.exception.message)
        with self.assertRaises(KitRefused) as caught:
            self.check(['a'], 'requirements.txt')
        self.assertIn('built from requirements.txt', caught.exception.message)
        self.write('submissions/b/estimator.py', 'import numpy\n')
        self.assertEqual(len(self.check(['a', 'b'], 'requirements.txt')), 1)

    def test_other_samples_and_needed_requirements_are_warnings(self):
        self.write('submissions/a/estimator.py', 'import missing_one\n')
        self.write('submissions/starting_kit/estimator.py', 'import numpy\n')
        self.write('problem.py', 'def f():\n    import missing_two\n')
        self.write('requirements.txt', 'numpy==0.1\nmissing-one\nMissing_Two>=1  # why\nmissing-three\nramp-workflow\n')
        first, second = self.check(['a', 'starting_kit'])
        self.assertTrue(first.startswith('submissions/a/estimator.py:1 imports missing_one'), first)
        self.assertTrue(second.startswith('requirements.txt:3 names Missing_Two'), second)
        self.assertEqual(len(self.check(['a', 'starting_kit'], '/opt/venv')), 1)

    def test_names_of_requirements(self):
        self.write('requirements.txt', '# all\n-e .\nnumpy\npandas[extra]>=1\nscipy ; python_version > "3"\ngit+https://x/y\n')
        self.assertEqual(requirement_names(self.kit), {'numpy': 3, 'pandas': 4, 'scipy': 5})


if __name__ == '__main__':
    unittest.main()
