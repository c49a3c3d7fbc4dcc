"""Run a kit's submission in this process, with no isolation: for kit authors and for tests."""

from __future__ import annotations

import inspect
import os

from .bagging import bagged_scores
from .importing import import_module_from_source

STEPS = ('train', 'valid', 'test')


def assert_read_problem(ramp_kit_dir='.'):
    """Return the kit's `problem.py` as a fresh module."""
    return import_module_from_source(os.path.join(ramp_kit_dir, 'problem.py'), 'problem')


def assert_submission(ramp_kit_dir='.', ramp_data_dir='.', ramp_submission_dir='submissions',
                      submission='starting_kit', **ignored):
    """Run one submission, print a line per fold, and raise whatever goes wrong.

    Further options of ramp-test are accepted and ignored. Returns what
    `run_submission_on_cv_folds` returns.
    """
    problem = assert_read_problem(ramp_kit_dir)
    print(f'Testing {problem.problem_title}')
    result = run_submission_on_cv_folds(
        problem, os.path.join(ramp_submission_dir, submission), ramp_data_dir)
    precisions = {score_type.name: score_type.precision for score_type in problem.score_types}
    for number, fold in enumerate(result['folds']):
        for step, scores in fold.items():
            _print_scores(f'fold {number} {step}', scores, precisions)
    for step, scores in result['bagged'].items():
        _print_scores(f'bagged {step}', scores, precisions)
    return result


def _print_scores(title, scores, precisions):
    values = '  '.join(f'{name} {value:.{precisions[name]}f}' for name, value in scores.items())
    print(f'{title}: {values}')


def run_submission_on_cv_folds(problem, module_path, data_path='.'):
    """Train and score one submission on every fold, in order, and bag the folds.

    Returns `{'folds': [{'train' | 'valid' | 'test': {score name: value}}], 'bagged': {'valid' |
    'test': {score name: value}}}`. There is no test step when the kit has no test targets.
    """
    X_train, y_train = problem.get_train_data(path=data_path)
    X_test, y_test = problem.get_test_data(path=data_path)
    folds, valid_indices, valid_predictions, test_predictions = [], [], [], []
    for train_is, valid_is in list(problem.get_cv(X_train, y_train)):
        model = problem.workflow.train_submission(module_path, X_train, y_train, train_is)
        y_pred = predict(problem.workflow, model, X_train, (train_is, valid_is))
        truths = {'train': problem.Predictions(y_true=y_train, fold_is=train_is),
                  'valid': problem.Predictions(y_true=y_train, fold_is=valid_is)}
        predictions = {'train': problem.Predictions(y_pred=y_pred, fold_is=train_is),
                       'valid': problem.Predictions(y_pred=y_pred, fold_is=valid_is)}
        if y_test is not None:
            truths['test'] = problem.Predictions(y_true=y_test)
            predictions['test'] = problem.Predictions(
                y_pred=predict(problem.workflow, model, X_test, None))
            test_predictions.append(predictions['test'])
        folds.append({step: _scores(problem, truths[step], predictions[step]) for step in truths})
        valid_indices.append(valid_is)
        valid_predictions.append(predictions['valid'])
    bagged = {'valid': bagged_scores(
        problem.Predictions, valid_predictions, valid_indices,
        problem.Predictions(y_true=y_train), problem.score_types)}
    if y_test is not None:
        bagged['test'] = bagged_scores(
            problem.Predictions, test_predictions, None,
            problem.Predictions(y_true=y_test), problem.score_types)
    return {'folds': folds, 'bagged': bagged}


def predict(workflow, model, X, fold):
    """Call `workflow.test_submission`, with the fold if its third parameter is named `fold`."""
    names = list(inspect.signature(workflow.test_submission).parameters)
    if len(names) == 3 and names[2] == 'fold':
        return workflow.test_submission(model, X, fold)
    return workflow.test_submission(model, X)


def _scores(problem, truth, predictions):
    return {score_type.name: float(score_type.score_function(truth, predictions))
            for score_type in problem.score_types}
