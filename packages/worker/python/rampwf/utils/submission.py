"""Train and ask a submission in this process, with no isolation: for kit authors and for tests."""

from __future__ import annotations

import os
import time
from typing import Any, NamedTuple

import numpy as np

from databoard_scoring.bagging import bagged_scores
from databoard_scoring.containers import make_predictions
from databoard_scoring.prediction import predict

from .pickling import pickle_trained_model


class FoldRun(NamedTuple):
    """What one fold gave. The keys are steps: train, valid and, with test targets, test."""

    predictions: dict
    scores: dict
    seconds: dict
    y_preds: dict  # as the model gave them: 'train' has all rows of X_train


def run_fold(problem, module_path, fold, X_train, y_train, X_test=None, y_test=None,
             pickle_folder=None) -> FoldRun:
    """Train one submission on one fold, predict, and score; whatever goes wrong is raised.

    There is no test step without `y_test`. With `pickle_folder` the model takes the way through a
    file in that folder before it is asked.
    """
    train_is, valid_is = fold
    seconds, started = {}, time.perf_counter()

    def lap():
        nonlocal started
        elapsed, started = time.perf_counter() - started, time.perf_counter()
        return elapsed

    model: Any = problem.workflow.train_submission(module_path, X_train, y_train, train_is)
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
        scores[step] = {score_type.name: float(score_type.score_function(truth, predictions[step]))
                        for score_type in problem.score_types}
    return FoldRun(predictions, scores, seconds, y_preds)


def run_submission_on_cv_fold(problem, module_path, fold, X_train, y_train, X_test=None,
                              y_test=None, is_pickle=False, save_output=False,
                              fold_output_path=None, **ignored):
    """Return (validation predictions, test predictions or None, table of scores) of one fold.

    The table is a `pandas.DataFrame`: a row per step, a column per score type and `time` in
    seconds. With `save_output` it and the predictions are written to the folder
    `fold_output_path`, with `is_pickle` the model too. Further options of ramp-workflow are
    accepted and ignored.
    """
    run = run_fold(problem, module_path, fold, X_train, y_train, X_test, y_test,
                   pickle_folder=fold_output_path if is_pickle else None)
    if save_output:
        save_fold(run, fold_output_path)
    return run.predictions['valid'], run.predictions.get('test'), score_table(run)


def score_table(run):
    """Return a fold's scores and times as a `pandas.DataFrame`, indexed by step."""
    import pandas as pd
    table = pd.DataFrame(run.scores).T
    table.index.name = 'step'
    table['time'] = pd.Series(run.seconds)
    return table


def save_fold(run, folder):
    """Write a fold's scores (`scores.csv`) and predictions (`y_pred_train.npz`, ..., key `y_pred`).

    Predictions that are lists of objects are left out: they could only be read back by unpickling.
    """
    os.makedirs(folder, exist_ok=True)
    score_table(run).to_csv(os.path.join(folder, 'scores.csv'))
    for part, y_pred in run.y_preds.items():
        if _is_plain(y_pred):
            np.savez_compressed(os.path.join(folder, f'y_pred_{part}.npz'), y_pred=y_pred)


def _is_plain(y_pred):
    try:
        return np.asarray(y_pred).dtype.kind in 'biufc'
    except ValueError:
        return False


def run_submission_on_cv_folds(problem, module_path, data_path='.', data_label=None,
                               output_path=None):
    """Train and score one submission on every fold, in order, and bag the folds.

    Returns `{'folds': [{'train' | 'valid' | 'test': {score name: value}}], 'bagged': {'valid' |
    'test': {score name: value}}}`. There is no test step when the kit has no test targets.
    With `output_path` each fold is saved in a folder `fold_<i>` below it.
    """
    X_train, y_train, X_test, y_test = load_data(problem, data_path, data_label)
    folds = list(problem.get_cv(X_train, y_train))
    runs = []
    for number, fold in enumerate(folds):
        runs.append(run_fold(problem, module_path, fold, X_train, y_train, X_test, y_test))
        if output_path is not None:
            save_fold(runs[-1], os.path.join(output_path, f'fold_{number}'))
    bagged = {'valid': bagged_scores(
        problem.Predictions, [run.predictions['valid'] for run in runs],
        [valid_is for _, valid_is in folds], problem.Predictions(y_true=y_train),
        problem.score_types)}
    if y_test is not None:
        bagged['test'] = bagged_scores(
            problem.Predictions, [run.predictions['test'] for run in runs], None,
            problem.Predictions(y_true=y_test), problem.score_types)
    return {'folds': [run.scores for run in runs], 'bagged': bagged}


def load_data(problem, data_path='.', data_label=None):
    """Return (X_train, y_train, X_test, y_test) of a kit; a label is passed on if there is one."""
    label = {} if data_label is None else {'data_label': data_label}
    return (*problem.get_train_data(path=data_path, **label),
            *problem.get_test_data(path=data_path, **label))
