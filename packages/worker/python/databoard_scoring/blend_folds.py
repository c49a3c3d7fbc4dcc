"""Blending in all folds, and what the ensembles are worth."""

from __future__ import annotations

from .bagging import bagged_score
from .blending import MAX_N_ENSEMBLE, blend_on_fold, contributivities
from .containers import make_predictions


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
