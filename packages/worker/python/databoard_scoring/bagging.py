"""CV bagging: the score of the fold-averaged predictions, not the mean of the folds' scores.

Every function takes the folds' predictions in the same form: `fold_predictions` is a list with one
entry per fold, an array or a `Predictions` object, with one row per predicted sample; and
`fold_indices` is a list that says which samples of the ground truth those rows are about (integer
array, mask or slice, in the same order). None in place of an index, or of the whole list, means
every sample: that is the test step. For the validation step pass each fold's `valid_is`, and the
predictions of exactly those rows.
"""

from __future__ import annotations

from copy import deepcopy


def combine_folds(Predictions, fold_predictions, fold_indices, n_samples):
    """Return one `Predictions` object of `n_samples` rows: each row averaged over its folds.

    A row that no fold predicted is not in `valid_indexes` of the result. How to average is decided
    by `Predictions.combine`.
    """
    return Predictions.combine(
        _spread_folds(Predictions, fold_predictions, fold_indices, n_samples))


def bagged_scores(Predictions, fold_predictions, fold_indices, ground_truth, score_types):
    """Return `{score type name: bagged score}`, for the samples that at least one fold predicted.

    `ground_truth` is a `Predictions` object made from y_true; it is not changed.
    """
    n_samples = len(ground_truth.y_pred)
    combined = combine_folds(Predictions, fold_predictions, fold_indices, n_samples)
    return {score_type.name: _score_predicted(combined, ground_truth, score_type)
            for score_type in score_types}


def bagged_score(Predictions, fold_predictions, fold_indices, ground_truth, score_type):
    """Return the bagged score of one score type."""
    scores = bagged_scores(
        Predictions, fold_predictions, fold_indices, ground_truth, [score_type])
    return scores[score_type.name]


def bagging_curve(Predictions, fold_predictions, fold_indices, ground_truth, score_type):
    """Return the bagged scores after 1, 2, ... folds; the last one is `bagged_score`."""
    spread = _spread_folds(
        Predictions, fold_predictions, fold_indices, len(ground_truth.y_pred))
    return [_score_predicted(Predictions.combine(spread[:n_bag]), ground_truth, score_type)
            for n_bag in range(1, len(spread) + 1)]


def _spread_folds(Predictions, fold_predictions, fold_indices, n_samples):
    """Give each fold a container of `n_samples` rows, filled where the fold has predicted."""
    if fold_indices is None:
        fold_indices = [None] * len(fold_predictions)
    if len(fold_indices) != len(fold_predictions):
        raise ValueError(f'{len(fold_predictions)} folds predicted, '
                         f'but indices are given for {len(fold_indices)}')
    spread = []
    for y_pred, index in zip(fold_predictions, fold_indices):
        rows = y_pred if isinstance(y_pred, Predictions) else Predictions(y_pred=y_pred)
        container = Predictions(n_samples=n_samples)
        container.set_valid_in_train(rows, slice(None) if index is None else index)
        spread.append(container)
    return spread


def _score_predicted(combined, ground_truth, score_type):
    # Copies, because slicing and some kits' own score types change what they are given.
    truth, predictions = deepcopy(ground_truth), deepcopy(combined)
    mask = predictions.valid_indexes
    truth.set_slice(mask)
    predictions.set_slice(mask)
    return float(score_type.score_function(truth, predictions))
