"""A score type that looks at one part of combined predictions."""

from .base import BaseScoreType


class MakeCombined(BaseScoreType):
    """Apply `score_type` to part `index`; name, precision, direction and bounds are copied."""

    def __init__(self, score_type, index):
        self.score_type = score_type
        self.index = index
        self.name = score_type.name
        self.precision = score_type.precision
        self.is_lower_the_better = score_type.is_lower_the_better
        self.minimum = score_type.minimum
        self.maximum = score_type.maximum

    def score_function(self, ground_truths, predictions):
        """Score part `index` of two combined `Predictions`."""
        return self.score_type.score_function(
            ground_truths.predictions_list[self.index], predictions.predictions_list[self.index])

    def __call__(self, y_true, y_pred):
        raise ValueError('MakeCombined scores Predictions, not arrays: call score_function')
