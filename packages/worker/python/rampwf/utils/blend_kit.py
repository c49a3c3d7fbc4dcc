"""Blend the submissions of a kit in this process: for kit authors and for tests."""

from __future__ import annotations

import csv
import os

import numpy as np

from .bagging import bagged_score
from .blending import MAX_N_ENSEMBLE, blend_on_fold, contributivities, fold_contributivities
from .containers import make_predictions
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
    members = [[_predictions_of(problem, os.path.join(ramp_submission_dir, name), data_label,
                                number, fold, data) for name in submissions]
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


def blend_folds(problem, members, folds, y_train, y_test, score_type, min_improvement=0.0,
                max_n_ensemble=MAX_N_ENSEMBLE):
    """Blend predictions that are there already; see `blend_submissions` for what is returned.

    `members[fold][submission]` is `{'valid': Predictions, 'test': Predictions}`; `test` may be
    missing everywhere. In place of names the result has `shares`, one per submission in order.
    """
    Predictions = problem.Predictions
    blends = [
        blend_on_fold([member['valid'] for member in in_fold],
                      make_predictions(Predictions, y_true=y_train, fold_is=valid_is),
                      score_type, max_n_ensemble, min_improvement)
        for in_fold, (_, valid_is) in zip(members, folds)]
    result = {'folds': blends, 'shares': contributivities(
        [blend.members for blend in blends], len(members[0]))}
    steps = {'valid': (y_train, [valid_is for _, valid_is in folds])}
    if y_test is not None:
        steps['test'] = y_test, None
    for key, n_chosen in (('combined', None), ('foldwise_best', 1)):
        result[key] = {}
        for step, (y, rows) in steps.items():
            ensembles = [Predictions.combine([in_fold[i][step] for i in blend.members[:n_chosen]])
                         for in_fold, blend in zip(members, blends)]
            result[key][step] = bagged_score(
                Predictions, ensembles, rows, Predictions(y_true=y), score_type)
    return result


def _predictions_of(problem, folder, data_label, number, fold, data):
    """Return one submission's predictions in one fold, from its saved output where there is one."""
    saved = os.path.join(training_output(folder, data_label), f'fold_{number}', 'y_pred_{}.npz')
    parts = ['train'] if data[3] is None else ['train', 'test']
    if not all(os.path.exists(saved.format(part)) for part in parts):
        return run_fold(problem, folder, fold, *data).predictions
    y_preds = {}
    for part in parts:
        with np.load(saved.format(part), allow_pickle=False) as archive:
            y_preds[part] = archive['y_pred']
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
