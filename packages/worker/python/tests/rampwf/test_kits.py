"""The example kits are complete, run, and rank their samples as intended."""

import contextlib
import io
import json
import unittest
from pathlib import Path
from unittest import mock

from rampwf.utils.testing import (
    assert_read_problem,
    assert_submission,
    run_submission_on_cv_folds,
)

KITS = Path(__file__).parents[5] / 'kits'
FOLDS = {'iris': 5, 'diabetes': 6, 'digits': 8}


def run(kit, submission):
    folder = KITS / kit
    return run_submission_on_cv_folds(
        assert_read_problem(folder), str(folder / 'submissions' / submission), str(folder))


class Completeness(unittest.TestCase):
    def test_files(self):
        for kit in FOLDS:
            with self.subTest(kit=kit):
                self.assertTrue((KITS / kit / 'README.md').exists())
                notebook = json.loads((KITS / kit / f'{kit}_starting_kit.ipynb').read_text())
                self.assertEqual(notebook['nbformat'], 4)
                for cell in notebook['cells']:
                    self.assertEqual(cell.get('outputs', []), [])
                    if cell['cell_type'] == 'code':
                        compile(''.join(cell['source']), kit, 'exec')

    def test_every_sample_has_every_element(self):
        for kit in FOLDS:
            elements = assert_read_problem(KITS / kit).workflow.element_names
            for sample in (KITS / kit / 'submissions').iterdir():
                with self.subTest(kit=kit, sample=sample.name):
                    names = {path.stem for path in sample.glob('*.py')}
                    self.assertEqual(names, set(elements))

    def test_reading_the_problem_reads_no_data(self):
        with mock.patch('pandas.read_csv', side_effect=AssertionError('data was read')):
            for kit in FOLDS:
                assert_read_problem(KITS / kit)

    def test_folds(self):
        for kit, n_folds in FOLDS.items():
            problem = assert_read_problem(KITS / kit)
            folds = list(problem.get_cv(*problem.get_train_data(path=str(KITS / kit))))
            self.assertEqual(len(folds), n_folds)
            names = [score_type.name for score_type in problem.score_types]
            self.assertEqual(len(set(names)), len(names))


class Samples(unittest.TestCase):
    def test_the_better_sample_is_better(self):
        for kit, better, sign in (('iris', 'random_forest', 1), ('diabetes', 'ridge', -1)):
            with self.subTest(kit=kit):
                official = assert_read_problem(KITS / kit).score_types[0].name
                start, improved = run(kit, 'starting_kit'), run(kit, better)
                self.assertEqual(len(start['folds']), FOLDS[kit])
                for step in ('valid', 'test'):
                    gain = improved['bagged'][step][official] - start['bagged'][step][official]
                    self.assertGreater(sign * gain, 0)

    def test_digits(self):
        self.assertGreater(run('digits', 'starting_kit')['bagged']['test']['acc'], 0.7)

    def test_runs_repeat_in_every_digit(self):
        self.assertEqual(run('diabetes', 'gradient_boosting'), run('diabetes', 'gradient_boosting'))

    def test_one_sample_fails(self):
        with self.assertRaisesRegex(ValueError, 'not a column'):
            run('iris', 'fails_in_training')

    def test_assert_submission_prints_scores(self):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            assert_submission(str(KITS / 'iris'), str(KITS / 'iris'),
                              str(KITS / 'iris' / 'submissions'))
        self.assertIn('bagged test: acc 0.660', printed.getvalue())
