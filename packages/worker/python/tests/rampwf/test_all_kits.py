"""Together the kits use every workflow and kind of predictions, and each keeps its promises."""

import contextlib
import inspect
import io
import json
import os
import sys
import tempfile
import unittest
import warnings
from pathlib import Path
from unittest import mock

import rampwf
from rampwf.utils.testing import assert_read_problem, run_submission_on_cv_folds

KITS = Path(__file__).parents[5] / 'kits'
NAMES = sorted(path.parent.name for path in KITS.glob('*/problem.py'))
BETTER = {'battery_life': 'widths', 'breast_cancer': 'all_columns', 'discs': 'all_patches',
          'exercise': 'sit_ups', 'ice_cream': 'weather', 'land_cover': 'ratios',
          'new_sensor': 'standardized', 'road_signs': 'colour_and_shape',
          'sea_temperature': 'travelling_wave', 'textures': 'spectra', 'tracks': 'bent_tracks',
          'train_travellers': 'gravity', 'wet_months': 'principal_components',
          'wine': 'random_forest'}


def problem_of(kit):
    return assert_read_problem(str(KITS / kit))


def workflows_in(workflow):
    """Yield the names of our classes that a workflow consists of."""
    if type(workflow).__module__.startswith('rampwf.workflows.'):
        yield type(workflow).__name__
    for part in vars(workflow).values():
        if hasattr(part, 'train_submission'):
            yield from workflows_in(part)


def prediction_kinds(predictions):
    """Yield the kinds in `make_<kind>` that a Predictions class and its parts are made of."""
    for base in predictions.__mro__:
        package, _, kind = base.__module__.rpartition('.')
        if package == 'rampwf.prediction_types':
            yield kind
    for part in getattr(predictions, 'predictions_types', []):
        yield from prediction_kinds(part)


class Coverage(unittest.TestCase):
    def test_every_workflow_is_used(self):
        exported = {name for name in rampwf.workflows.__all__
                    if inspect.isclass(getattr(rampwf.workflows, name))}
        used = {name for kit in NAMES for name in workflows_in(problem_of(kit).workflow)}
        self.assertEqual(exported - used, set())

    def test_every_kind_of_predictions_is_used(self):
        exported = {name[len('make_'):] for name in rampwf.prediction_types.__all__
                    if name.startswith('make_')}
        used = {kind for kit in NAMES for kind in prediction_kinds(problem_of(kit).Predictions)}
        self.assertEqual(exported - used, set())

    def test_every_splitter_is_used(self):
        used = {type(getattr(problem_of(kit).get_cv, '__self__', None)).__name__ for kit in NAMES}
        self.assertEqual(set(rampwf.cvs.__all__) - used, set())

    def test_kits_bring_their_own_of_everything(self):
        own = set()
        for problem in map(problem_of, NAMES):
            classes = [('workflow', type(problem.workflow)), ('Predictions', problem.Predictions),
                       *[('score type', type(score)) for score in problem.score_types]]
            own |= {kind for kind, cls in classes if not cls.__module__.startswith('rampwf.')}
        self.assertEqual(own, {'workflow', 'Predictions', 'score type'})


class EveryKit(unittest.TestCase):
    def test_readme_and_table(self):
        table = (KITS / 'README.md').read_text()
        for kit in NAMES:
            with self.subTest(kit=kit):
                title = (KITS / kit / 'README.md').read_text().splitlines()[0]
                self.assertEqual(title, f'# {problem_of(kit).problem_title}')
                self.assertIn(f'| [{kit}]({kit}) |', table)

    def test_samples_have_every_element(self):
        for kit in NAMES:
            elements = {name if '.' in name else f'{name}.py'
                        for name in problem_of(kit).workflow.element_names}
            self.assertTrue((KITS / kit / 'submissions' / 'starting_kit').is_dir(), kit)
            for sample in (KITS / kit / 'submissions').iterdir():
                with self.subTest(kit=kit, sample=sample.name):
                    files = {path.name for path in sample.iterdir() if path.is_file()}
                    self.assertEqual(files, elements)

    def test_reading_the_problem_reads_no_data(self):
        failing = AssertionError('data was read')
        with mock.patch('pandas.read_csv', side_effect=failing), \
                mock.patch('numpy.load', side_effect=failing):
            for kit in NAMES:
                problem_of(kit)

    def test_exposed_folders_are_there(self):
        for kit in NAMES:
            options = KITS / kit / 'databoard.json'
            for exposed in json.loads(options.read_text())['expose'] if options.exists() else []:
                self.assertTrue((KITS / kit / exposed).is_dir(), exposed)

    def test_the_better_sample_is_better(self):
        for kit, better in BETTER.items():
            with self.subTest(kit=kit):
                problem, folder = problem_of(kit), KITS / kit
                start, improved = [
                    run_submission_on_cv_folds(
                        problem, str(folder / 'submissions' / sample), str(folder))['bagged']
                    for sample in ('starting_kit', better)]
                official = problem.score_types[0]
                sign = -1 if official.is_lower_the_better else 1
                for step in start:
                    gain = improved[step][official.name] - start[step][official.name]
                    self.assertGreater(sign * gain, 0, step)


class Liberties(unittest.TestCase):
    def test_a_quick_test_has_fewer_rows_and_folds(self):
        sizes = []
        for mode in ('', '1'):
            with mock.patch.dict(os.environ, RAMP_TEST_MODE=mode):
                problem = problem_of('breast_cancer')
            X, y = problem.get_train_data(path=str(KITS / 'breast_cancer'))
            sizes.append((len(y), len(list(problem.get_cv(X, y)))))
        self.assertEqual(sizes, [(380, 5), (100, 2)])

    def test_a_hook_saves_predictions_in_a_form_of_its_own(self):
        problem = problem_of('breast_cancer')
        _, y = problem.get_test_data(path=str(KITS / 'breast_cancer'))
        with tempfile.TemporaryDirectory() as folder:
            problem.save_submission(problem.Predictions(y_true=y).y_pred, output_path=folder)
            lines = (Path(folder) / 'submission_test.csv').read_text().splitlines()
        self.assertEqual((lines[0], len(lines)), ('patient,malignant', len(y) + 1))

    def test_distributions_are_mixed_not_averaged(self):
        Predictions = problem_of('battery_life').Predictions
        low, high = Predictions(y_pred=[[10.0, 3.0]]), Predictions(y_pred=[[20.0, 3.0]])
        nobody = Predictions(n_samples=1)
        (mean, deviation), = Predictions.combine([low, high, nobody]).y_pred
        self.assertAlmostEqual(mean, 15)
        self.assertAlmostEqual(deviation, (9 + 25) ** 0.5)
        self.assertFalse(Predictions.combine([nobody, nobody]).valid_indexes.any())


class Notebooks(unittest.TestCase):
    def test_cells_run_in_the_kits_folder(self):
        self.addCleanup(os.chdir, os.getcwd())
        self.addCleanup(sys.modules.pop, 'problem')
        # A notebook need not close the files that it shows.
        self.enterContext(warnings.catch_warnings())
        warnings.simplefilter('ignore', ResourceWarning)
        for notebook in sorted(KITS.glob('*/*.ipynb')):
            with self.subTest(notebook=notebook.name), contextlib.redirect_stdout(io.StringIO()), \
                    mock.patch.object(sys, 'path', [str(notebook.parent), *sys.path]):
                sys.modules.pop('problem', None)
                os.chdir(notebook.parent)
                variables: dict = {}
                for cell in json.loads(notebook.read_text())['cells']:
                    if cell['cell_type'] == 'code':
                        exec(''.join(cell['source']), variables)
                self.assertIn('valid', variables['result']['bagged'])
