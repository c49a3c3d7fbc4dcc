"""Weighted sum of score types, each on its own part of combined predictions."""

from .base import BaseScoreType


class Combined(BaseScoreType):
    """sum_i weights[i] * score_types[i], part i scored by score type i.

    The bounds are the same sums of the parts' bounds. Raises ValueError when some parts are better
    low and others high.
    """

    def __init__(self, score_types, weights, name='combined', precision=2):
        directions = {part.is_lower_the_better for part in score_types}
        if len(directions) > 1:
            raise ValueError('All score types of a combination should be better low, or all high')
        self.name = name
        self.precision = precision
        self.score_types = score_types
        self.weights = weights
        self.is_lower_the_better = directions.pop()
        self.minimum = sum(w * part.minimum for w, part in zip(weights, score_types) if w)
        self.maximum = sum(w * part.maximum for w, part in zip(weights, score_types) if w)

    def score_function(self, ground_truths, predictions):
        """Score two combined `Predictions`, part by part."""
        parts = zip(self.weights, self.score_types, ground_truths.predictions_list,
                    predictions.predictions_list)
        return sum(weight * score_type.score_function(truth, prediction)
                   for weight, score_type, truth, prediction in parts)

    def __call__(self, y_true, y_pred):
        raise ValueError('Combined scores Predictions, not arrays: call score_function')
