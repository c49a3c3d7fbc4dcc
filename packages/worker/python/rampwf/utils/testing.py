"""Checks of a kit, part by part, in this process: for kit authors and for tests."""

from __future__ import annotations

import os
import sys

from databoard_scoring.prediction import predict

from .importing import import_module_from_source
from .notebook import assert_notebook
from .submission import load_data, run_submission_on_cv_fold, run_submission_on_cv_folds

__all__ = ['assert_cv', 'assert_data', 'assert_notebook', 'assert_read_problem',
           'assert_score_types', 'assert_submission', 'assert_title', 'predict',
           'run_submission_on_cv_fold', 'run_submission_on_cv_folds']


def assert_read_problem(ramp_kit_dir='.'):
    """Return the kit's `problem.py` as a fresh module; what is in `external_imports` it may import."""
    external = os.path.join(os.path.abspath(ramp_kit_dir), 'external_imports')
    if os.path.isdir(external) and external not in sys.path:
        sys.path.append(external)
    return import_module_from_source(os.path.join(ramp_kit_dir, 'problem.py'), 'problem')


def assert_title(ramp_kit_dir='.'):
    """Print and return the problem's title."""
    title = assert_read_problem(ramp_kit_dir).problem_title
    print(f'Testing {title}')
    return title


def assert_data(ramp_kit_dir='.', ramp_data_dir='.', data_label=None):
    """Read the data and return (X_train, y_train, X_test, y_test); both of the last may be None."""
    print(f'Reading data from {ramp_data_dir}')
    return load_data(assert_read_problem(ramp_kit_dir), ramp_data_dir, data_label)


def assert_cv(ramp_kit_dir='.', ramp_data_dir='.', data_label=None):
    """Return the list of folds; AssertionError unless there are some, each of them a pair."""
    problem = assert_read_problem(ramp_kit_dir)
    X_train, y_train, _, _ = load_data(problem, ramp_data_dir, data_label)
    folds = list(problem.get_cv(X_train, y_train))
    assert folds, 'get_cv gives no folds'
    for number, fold in enumerate(folds):
        assert len(fold) == 2, f'fold {number} is not a pair (train_is, valid_is)'
    print(f'There are {len(folds)} folds')
    return folds


def assert_score_types(ramp_kit_dir='.'):
    """Return the score types; AssertionError unless there are some, each with a name of its own."""
    score_types = assert_read_problem(ramp_kit_dir).score_types
    names = [score_type.name for score_type in score_types]
    assert names, 'score_types is empty'
    for name in names:
        assert names.count(name) == 1, f'several score types have the name {name!r}'
    print(f'The official score is {names[0]}, of {", ".join(names)}')
    return score_types


def assert_submission(ramp_kit_dir='.', ramp_data_dir='.', ramp_submission_dir='submissions',
                      data_label=None, submission='starting_kit', is_pickle=False,
                      is_partial_train=False, save_output=False, retrain=False):
    """Run one submission, print a line per fold, and raise whatever goes wrong.

    With `save_output` the folds' predictions and scores are kept below the submission, in
    `training_output`, for `blend_submissions`; with `is_pickle` the trained models too, and with
    `is_partial_train` training goes on from those of an earlier run. With `retrain` a model of all
    training data is scored as well. Returns what `run_submission_on_cv_folds` returns.
    """
    problem = assert_read_problem(ramp_kit_dir)
    print(f'Testing {problem.problem_title}')
    folder = os.path.join(ramp_submission_dir, submission)
    result = run_submission_on_cv_folds(
        problem, folder, ramp_data_dir, data_label,
        output_path=training_output(folder, data_label) if save_output else None,
        is_retrained=retrain,
        pickle_path=training_output(folder, data_label) if is_pickle or is_partial_train else None,
        is_pickle=is_pickle, is_partial_train=is_partial_train)
    precisions = {score_type.name: score_type.precision for score_type in problem.score_types}
    for number, fold in enumerate(result['folds']):
        for step, scores in fold.items():
            _print_scores(f'fold {number} {step}', scores, precisions)
    for kind in ('retrain', 'bagged'):
        for step, scores in result.get(kind, {}).items():
            _print_scores(f'{kind} {step}', scores, precisions)
    return result


def training_output(submission_folder, data_label=None):
    """Return the folder for what a submission's runs leave behind."""
    return os.path.join(submission_folder, 'training_output', data_label or '')


def _print_scores(title, scores, precisions):
    values = '  '.join(f'{name} {value:.{precisions[name]}f}' for name, value in scores.items())
    print(f'{title}: {values}')
