"""What a kit's check asks of the labels: how good is a predictor that looks at no feature at all?"""

from __future__ import annotations

import json
from io import BytesIO

import numpy as np

from .description import prediction_type
from .predictions import BadPredictions


class NotAvailable(Exception):
    """The kit is of a kind for which this part of the check means nothing; the message says why."""


def constant_scores(problem, data, scoring, fold_index):
    """Return the scores of one fold's constant predictor, made exactly as a submission's; fold None: the bagged ones."""
    try:
        if fold_index is not None:
            return scoring.fold_scores(fold_index, *constant_predictions(problem, data, scoring, fold_index))
        folds = [constant_predictions(problem, data, scoring, number) for number in range(len(data.folds))]
        return scoring.bagged_scores([train for train, _ in folds],
                                     [test for _, test in folds if test is not None])
    except BadPredictions as bad:
        raise NotAvailable(f'A constant cannot be scored here: {bad.message}') from bad


def targets(problem, truth):
    """Return what submissions must find out of a truth's `y_pred`; None where Predictions have none."""
    y_pred = getattr(truth, 'y_pred', None)
    # Which event a point is from is no secret: it is in X as well.
    return y_pred[:, 1:] if prediction_type(problem.Predictions) == 'clustering' else y_pred


def constant_predictions(problem, data, scoring, fold_index):
    """Return what the constant predictor of a fold sends for all training rows and for the test rows, encoded.

    It says what the fold's training labels look like on average: class shares, or the mean of each
    column. Where predictions are lists it finds nothing; where they are clusters, one per event.
    """
    sizes = [data.n_train] + ([data.n_test] if data.has_test else [])
    if scoring.predicts_objects():
        encoded = [json.dumps([[]] * size).encode() for size in sizes]
    elif prediction_type(problem.Predictions) == 'clustering':
        encoded = [_array_bytes(_one_cluster(scoring.truth(step))) for step in ('valid', 'test')[:len(sizes)]]
    else:
        mean = _mean(scoring.truth('train', fold_index))
        encoded = [_array_bytes(np.broadcast_to(mean, (size, *mean.shape))) for size in sizes]
    return encoded[0], encoded[1] if data.has_test else None


def _mean(truth):
    try:
        y = np.asarray(truth.y_pred, dtype=np.float64)
    except (AttributeError, TypeError, ValueError) as error:
        raise NotAvailable('What the kit\'s Predictions hold is no array of numbers, so it has no mean.') from error
    mean = y.mean(axis=0) if y.ndim and len(y) else np.array(np.nan)
    if not np.isfinite(mean).all():
        raise NotAvailable('The mean of the training labels, as the kit\'s Predictions hold them, is not finite.')
    return mean


def _one_cluster(truth):
    # The first column says which event a point is from; that is given to submissions as well.
    return np.column_stack([truth.y_pred[:, 0], np.zeros(len(truth.y_pred))])


def _array_bytes(array):
    encoded = BytesIO()
    np.save(encoded, np.ascontiguousarray(array), allow_pickle=False)
    return encoded.getvalue()
