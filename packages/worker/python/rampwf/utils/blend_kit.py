"""Blend the submissions of a kit in this process: for kit authors and for tests."""

from __future__ import annotations

import csv
import os

import numpy as np

from databoard_scoring.blend_folds import blend_folds
from databoard_scoring.blending import fold_contributivities
from databoard_scoring.containers import make_predictions

from .saving import load_fold
from .submission import load_data, run_fold
from .testing import assert_read_problem, training_output


def blend_submissions(submissions='ALL', ramp_kit_dir='.', ramp_data_dir='.',
                      ramp_submission_dir='submissions', data_label=None, save_output=False,
                      min_improvement=0.0, score_type_index=0, **ignored):
    """Blend submissions fold by fold, print and return how much each one contributes.

    `submissions` is a list of names, or 'ALL' for those that have saved their predictions
    (`assert_submission(..., save_output=True)`), by name. What a named submission hasn't saved is
    computed. Returns a dict: `contributivities` {name: share, summing to 1}, `folds` (a `FoldBlend`
    each), `combined` and `foldwise_best` {'valid' | 'test': bagged score} of the ensembles and of
    each fold's best submission. With `save_output` the shares per fold are written to
    `training_output/contributivities.csv` beside the submissions.
    """
    problem = assert_read_problem(ramp_kit_dir)
    data = load_data(problem, ramp_data_dir, data_label)
    folds = list(problem.get_cv(*data[:2]))
    if isinstance(submissions, str) and submissions == 'ALL':
        submissions = sorted(
            name for name in os.listdir(ramp_submission_dir) if os.path.isdir(
                training_output(os.path.join(ramp_submission_dir, name), data_label)))
    if not submissions:
        raise ValueError('there are no submissions to blend')
    members = [[_predictions_of(problem, os.path.join(ramp_submission_dir, name), ramp_data_dir,
                                data_label, number, fold, data) for name in submissions]
               for number, fold in enumerate(folds)]
    result = blend_folds(problem, members, folds, data[1], data[3],
                         problem.score_types[score_type_index], min_improvement)
    shares = result.pop('shares')
    result['contributivities'] = dict(zip(submissions, shares.tolist()))
    for name, share in sorted(result['contributivities'].items(), key=lambda item: -item[1]):
        print(f'{name}: {100 * share:.0f}')
    if save_output:
        folder = training_output(ramp_submission_dir, data_label)
        _save(os.path.join(folder, 'contributivities.csv'), submissions, shares, result['folds'])
    return result


def _predictions_of(problem, folder, data_path, data_label, number, fold, data):
    """Return one submission's predictions in one fold, from its saved output where there is one."""
    saved = os.path.join(training_output(folder, data_label), f'fold_{number}')
    parts = ['train'] if data[3] is None else ['train', 'test']
    y_preds = load_fold(saved, parts, problem, data_path)
    if y_preds is None:
        return run_fold(problem, folder, fold, *data).predictions
    predictions = {'valid': make_predictions(
        problem.Predictions, y_pred=y_preds['train'], fold_is=fold[1])}
    if 'test' in y_preds:
        predictions['test'] = problem.Predictions(y_pred=y_preds['test'])
    return predictions


def _save(path, submissions, shares, blends):
    """Write a row per submission: its share in per cent, and its part of it from each fold."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    by_fold = [fold_contributivities(blend.members, len(submissions)) / len(blends)
               for blend in blends]
    with open(path, 'w', newline='') as file:
        rows = csv.writer(file)
        rows.writerow(['submission', 'contributivity', *(f'fold_{i}' for i in range(len(blends)))])
        for i in np.argsort(-shares, kind='stable'):
            rows.writerow([submissions[i], round(100 * shares[i]),
                           *(float(fold[i]) for fold in by_fold)])
