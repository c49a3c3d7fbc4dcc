"""Reading a kit: `problem.py`, its data, its folds. What is wrong with it becomes a `KitRefused`."""

from __future__ import annotations

import os
import sys
import traceback
from importlib.util import module_from_spec, spec_from_file_location

import numpy as np

REQUIRED = ('problem_title', 'Predictions', 'workflow', 'score_types', 'get_cv', 'get_train_data',
            'get_test_data')


class KitRefused(Exception):
    """The kit cannot be used; says what its author should fix, and where if that is known."""

    def __init__(self, message, file_name=None, line=None):
        super().__init__(message)
        self.message, self.file_name, self.line = message, file_name, line


def refusal(kit_folder, doing, error):
    """Return a KitRefused for an exception of the kit's own code while `doing` something."""
    file_name, line = _place(kit_folder, error)
    return KitRefused(f'{doing}: {type(error).__name__}: {_first_lines(error)}', file_name, line)


def _first_lines(error):
    text = ' '.join(str(error).split())
    return text if len(text) <= 1000 else text[:1000] + '…'


def _place(kit_folder, error):
    if isinstance(error, SyntaxError) and error.filename:
        return _relative(kit_folder, error.filename), error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if (name := _relative(kit_folder, frame.filename)) is not None:
            return name, frame.lineno
    return 'problem.py', None


def _relative(kit_folder, file_name):
    inside = os.path.relpath(file_name, kit_folder)
    return None if inside.startswith('..') else inside


def load_problem(kit_folder):
    """Execute `problem.py` once and return it as a module; raises KitRefused."""
    file_name = os.path.join(kit_folder, 'problem.py')
    if not os.path.exists(file_name):
        raise KitRefused('The kit has no problem.py in its top folder.')
    external = os.path.join(kit_folder, 'external_imports')
    if os.path.isdir(external):
        sys.path.append(external)
    spec = spec_from_file_location('problem', file_name)
    module = module_from_spec(spec)
    # Registered, so that X and y may be objects of classes that problem.py defines.
    sys.modules['problem'] = module
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        raise refusal(kit_folder, 'problem.py cannot be imported', error) from error
    missing = [name for name in REQUIRED if not hasattr(module, name)]
    if missing:
        raise KitRefused(f'problem.py does not define {", ".join(missing)}.', 'problem.py')
    return module


def call_kit(kit_folder, doing, function, *args, **kwargs):
    """Call into the kit; whatever it raises becomes a KitRefused that says what was being done."""
    try:
        return function(*args, **kwargs)
    except BaseException as error:
        raise refusal(kit_folder, doing, error) from error


class KitData:
    """The kit's data and folds, loaded once.

    The training data is read before the folds are made: some kits remember groups in between.
    """

    def __init__(self, problem, kit_folder, data_folder):
        def read(name):
            pair = call_kit(kit_folder, f'{name}(path) failed', getattr(problem, name), path=data_folder)
            if not isinstance(pair, tuple) or len(pair) != 2:
                raise KitRefused(f'{name} should return a pair X, y.', 'problem.py')
            return pair

        self.X_train, self.y_train = read('get_train_data')
        if self.y_train is None:
            raise KitRefused('get_train_data returned no targets.', 'problem.py')
        self.X_test, self.y_test = read('get_test_data')
        self.has_test = self.y_test is not None
        self.folds = call_kit(kit_folder, 'get_cv(X, y) failed', lambda: list(
            problem.get_cv(self.X_train, self.y_train)))
        if not self.folds:
            raise KitRefused('get_cv(X, y) gives no folds.', 'problem.py')
        for number, fold in enumerate(self.folds):
            if not isinstance(fold, (tuple, list)) or len(fold) != 2:
                raise KitRefused(f'Fold {number} of get_cv is not a pair train_is, valid_is.', 'problem.py')
        self.n_train = n_rows(self.y_train)
        self.n_test = n_rows(self.y_test) if self.has_test else None


def n_rows(y):
    """Return the number of samples of targets of any kind."""
    return int(y.shape[0]) if hasattr(y, 'shape') else len(np.atleast_1d(y) if np.isscalar(y) else y)
