"""What a local run leaves behind: a folder `fold_<i>` per fold, and the files of the bagged scores.

A kit may read and write predictions in its own way. It says so by functions in `problem.py`:
`save_y_pred(y_pred, data_path, output_path, suffix)`, `load_y_pred(data_path, input_path, suffix)`
with the suffix `train` or `test`, and `save_submission(y_pred, data_path, output_path, suffix)`.
"""

from __future__ import annotations

import csv
import os

import numpy as np


def score_table(run):
    """Return a fold's scores and times as a `pandas.DataFrame`, indexed by step."""
    import pandas as pd
    table = pd.DataFrame(run.scores).T
    table.index.name = 'step'
    table['time'] = pd.Series(run.seconds)
    return table


def save_fold(run, folder, problem=None, data_path='.'):
    """Write a fold's scores (`scores.csv`), seconds (`train_time`, ...) and predictions.

    Predictions go to `y_pred_train.npz` and `y_pred_test.npz`, key `y_pred`, unless the kit has a
    `save_y_pred`. Those that are lists of objects are left out of the first way: they could only
    be read back by unpickling.
    """
    os.makedirs(folder, exist_ok=True)
    score_table(run).to_csv(os.path.join(folder, 'scores.csv'))
    for step, seconds in run.seconds.items():
        with open(os.path.join(folder, f'{step}_time'), 'w') as file:
            file.write(str(seconds))
    save_y_pred = getattr(problem, 'save_y_pred', None)
    for part, y_pred in run.y_preds.items():
        if save_y_pred is not None:
            save_y_pred(y_pred, data_path, folder, part)
        elif _is_plain(y_pred):
            np.savez_compressed(os.path.join(folder, f'y_pred_{part}.npz'), y_pred=y_pred)


def load_fold(folder, parts, problem=None, data_path='.'):
    """Return {part: y_pred} of a saved fold, or None unless all `parts` are there."""
    load_y_pred = getattr(problem, 'load_y_pred', None)
    if load_y_pred is not None and os.path.isdir(folder):
        return {part: load_y_pred(data_path, folder, part) for part in parts}
    paths = {part: os.path.join(folder, f'y_pred_{part}.npz') for part in parts}
    if not all(os.path.exists(path) for path in paths.values()):
        return None
    y_preds = {}
    for part, path in paths.items():
        with np.load(path, allow_pickle=False) as archive:
            y_preds[part] = archive['y_pred']
    return y_preds


def save_bagged_scores(path, curves):
    """Write a row per step and number of folds, counted from 0: `step`, `n_bag`, the scores.

    `curves` is {step: {score name: [score after 1, 2, ... folds]}}.
    """
    with open(path, 'w', newline='') as file:
        rows = csv.writer(file)
        names = list(next(iter(curves.values())))
        rows.writerow(['step', 'n_bag', *names])
        for step, curve in curves.items():
            for n_bag, scores in enumerate(zip(*(curve[name] for name in names))):
                rows.writerow([step, n_bag, *scores])


def save_kit_submission(problem, y_pred, data_path, output_path, suffix):
    """Let the kit write predictions in the form of its own contest, if it has such a form."""
    save_submission = getattr(problem, 'save_submission', None)
    if save_submission is not None:
        save_submission(y_pred, data_path, output_path, suffix)


def _is_plain(y_pred):
    try:
        return np.asarray(y_pred).dtype.kind in 'biufc'
    except ValueError:
        return False
