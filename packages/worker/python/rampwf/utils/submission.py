"""Train and ask a submission in this process, with no isolation: for kit authors and for tests."""

from __future__ import annotations

import os
import time
from typing import Any, NamedTuple

from databoard_scoring.bagging import bagged_scores, bagging_curve, combine_folds
from databoard_scoring.containers import make_predictions
from databoard_scoring.prediction import predict

from .pickling import pickle_trained_model, unpickle_trained_model
from .saving import save_bagged_scores, save_fold, save_kit_submission, score_table


class FoldRun(NamedTuple):
    """What one fold gave. The keys are steps: train, valid and, with test targets, test."""

    predictions: dict
    scores: dict
    seconds: dict
    y_preds: dict  # as the model gave them: 'train' has all rows of X_train


def run_fold(problem, module_path, fold, X_train, y_train, X_test=None, y_test=None,
             pickle_folder=None, previous_model=None) -> FoldRun:
    """Train one submission on one fold, predict, and score; whatever goes wrong is raised.

    There is no test step without `y_test`. With `pickle_folder` the model takes the way through a
    file in that folder before it is asked. A `previous_model` is handed to the workflow as fifth
    argument.
    """
    train_is, valid_is = fold
    seconds, started = {}, time.perf_counter()

    def lap():
        nonlocal started
        elapsed, started = time.perf_counter() - started, time.perf_counter()
        return elapsed

    previous = [] if previous_model is None else [previous_model]
    model: Any = problem.workflow.train_submission(
        module_path, X_train, y_train, train_is, *previous)
    seconds['train'] = lap()
    if pickle_folder is not None:
        model = pickle_trained_model(pickle_folder, model)
    lap()
    y_preds = {'train': predict(problem.workflow, model, X_train, fold)}
    seconds['valid'] = lap()
    sources = {'train': ('train', y_train, train_is), 'valid': ('train', y_train, valid_is)}
    if y_test is not None:
        y_preds['test'] = predict(problem.workflow, model, X_test, None)
        seconds['test'] = lap()
        sources['test'] = ('test', y_test, None)
    predictions, scores = {}, {}
    for step, (part, y, rows) in sources.items():
        truth = make_predictions(problem.Predictions, y_true=y, fold_is=rows)
        predictions[step] = make_predictions(
            problem.Predictions, y_pred=y_preds[part], fold_is=rows)
        scores[step] = _scores(problem, truth, predictions[step])
    return FoldRun(predictions, scores, seconds, y_preds)


def run_submission_on_cv_fold(problem, module_path, fold, X_train, y_train, X_test=None,
                              y_test=None, is_pickle=False, is_partial_train=False,
                              save_output=False, fold_output_path=None, ramp_data_dir='.'):
    """Return (validation predictions, test predictions or None, table of scores) of one fold.

    The table is a `pandas.DataFrame`: a row per step, a column per score type and `time` in
    seconds. With `save_output` it and the predictions are written to the folder
    `fold_output_path`, with `is_pickle` the model too, from where `is_partial_train` takes it as
    the previous model. `ramp_data_dir` is handed to the kit's own way of saving.
    """
    run = run_fold(
        problem, module_path, fold, X_train, y_train, X_test, y_test,
        pickle_folder=fold_output_path if is_pickle else None,
        previous_model=unpickle_trained_model(fold_output_path) if is_partial_train else None)
    if save_output:
        save_fold(run, fold_output_path, problem, ramp_data_dir)
    return run.predictions['valid'], run.predictions.get('test'), score_table(run)


def run_submission_on_cv_folds(problem, module_path, data_path='.', data_label=None,
                               output_path=None, is_retrained=False, pickle_path=None,
                               is_pickle=False, is_partial_train=False):
    """Train and score one submission on every fold, in order, and bag the folds.

    Returns `{'folds': [{'train' | 'valid' | 'test': {score name: value}}], 'bagged': {'valid' |
    'test': {score name: value}}}`. There is no test step when the kit has no test targets.
    With `is_retrained` there is also `'retrain': {'train' | 'test': {score name: value}}`, of a
    model that was fitted on all rows of X_train, after the folds.
    With `output_path` each fold is saved in a folder `fold_<i>` below it, and the bagged scores in
    `bagged_scores.csv`. `is_pickle` keeps each fold's model in such a folder below `pickle_path`,
    and `is_partial_train` takes it from there as the previous model.
    """
    data = X_train, y_train, _, y_test = load_data(problem, data_path, data_label)
    folds = list(problem.get_cv(X_train, y_train))
    runs = []
    for number, fold in enumerate(folds):
        models = None if pickle_path is None else os.path.join(pickle_path, f'fold_{number}')
        runs.append(run_fold(
            problem, module_path, fold, *data, pickle_folder=models if is_pickle else None,
            previous_model=unpickle_trained_model(models) if is_partial_train else None))
        if output_path is not None:
            save_fold(runs[-1], os.path.join(output_path, f'fold_{number}'), problem, data_path)
    result = {'folds': [run.scores for run in runs]}
    if is_retrained:
        result['retrain'] = _retrain(problem, module_path, data, data_path, output_path)
    steps = {'valid': (y_train, [valid_is for _, valid_is in folds])}
    if y_test is not None:
        steps['test'] = y_test, None
    # Predictions, predictions per fold, the rows these are about, and the truth of each step
    bags = {step: (problem.Predictions, [run.predictions[step] for run in runs], rows,
                   problem.Predictions(y_true=y)) for step, (y, rows) in steps.items()}
    result['bagged'] = {step: bagged_scores(*bag, problem.score_types)
                        for step, bag in bags.items()}
    if output_path is not None:
        _save_bags(problem, bags, data_path, output_path)
    return result


def _save_bags(problem, bags, data_path, output_path):
    curves = {step: {score_type.name: bagging_curve(*bag, score_type)
                     for score_type in problem.score_types} for step, bag in bags.items()}
    save_bagged_scores(os.path.join(output_path, 'bagged_scores.csv'), curves)
    for step, (Predictions, predictions, rows, truth) in bags.items():
        combined = combine_folds(Predictions, predictions, rows, len(truth.y_pred))
        save_kit_submission(problem, combined.y_pred, data_path, output_path, f'_bagged_{step}')


def _retrain(problem, module_path, data, data_path, output_path):
    X_train, y_train, X_test, y_test = data
    model = problem.workflow.train_submission(module_path, X_train, y_train)
    steps = {'train': (X_train, y_train)}
    if y_test is not None:
        steps['test'] = X_test, y_test
    scores = {}
    for step, (X, y) in steps.items():
        y_pred = predict(problem.workflow, model, X, None)
        scores[step] = _scores(problem, problem.Predictions(y_true=y),
                               problem.Predictions(y_pred=y_pred))
        if output_path is not None:
            save_kit_submission(problem, y_pred, data_path, output_path, f'retrain_{step}')
    return scores


def _scores(problem, truth, predictions):
    return {score_type.name: float(score_type.score_function(truth, predictions))
            for score_type in problem.score_types}


def load_data(problem, data_path='.', data_label=None):
    """Return (X_train, y_train, X_test, y_test) of a kit; a label is passed on if there is one."""
    label = {} if data_label is None else {'data_label': data_label}
    return (*problem.get_train_data(path=data_path, **label),
            *problem.get_test_data(path=data_path, **label))
