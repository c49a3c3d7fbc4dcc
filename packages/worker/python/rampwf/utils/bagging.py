"""CV bagging: the score of the fold-averaged predictions, not the mean of the folds' scores."""

from databoard_scoring.bagging import bagged_score, bagged_scores, bagging_curve, combine_folds

__all__ = ['bagged_score', 'bagged_scores', 'bagging_curve', 'combine_folds', 'get_score_cv_bags']


def get_score_cv_bags(score_type, predictions_list, ground_truths, test_is_list=None):
    """Return (predictions averaged over all folds, bagged scores after 1, 2, ... folds).

    The form in which ramp-workflow's own tools ask for `combine_folds` and `bagging_curve`.
    """
    Predictions = type(ground_truths)
    combined = combine_folds(
        Predictions, predictions_list, test_is_list, len(ground_truths.y_pred))
    return combined, bagging_curve(
        Predictions, predictions_list, test_is_list, ground_truths, score_type)
