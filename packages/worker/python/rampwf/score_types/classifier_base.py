"""Bases of the score types that look at one class per sample."""

from __future__ import annotations

from .base import BaseScoreType


class ClassifierBaseScoreType(BaseScoreType):
    """`__call__(y_true, y_pred)` gets class numbers, shape (n,): the most probable class each.

    `self.label_names` holds the kit's class names by then.
    """

    def score_function(self, ground_truths, predictions):
        """Score the most probable classes of two multiclass `Predictions`."""
        self.label_names = ground_truths.label_names
        y_true, y_pred = ground_truths.y_pred_label_index, predictions.y_pred_label_index
        self.check_y_pred_dimensions(y_true, y_pred)
        return self(y_true, y_pred)


class SecondColumn:
    """Mix-in: `__call__` gets class numbers and the probability of the second class, both (n,)."""

    def score_function(self, ground_truths, predictions):
        """Score the second column of two multiclass `Predictions`."""
        y_true, y_proba = ground_truths.y_pred_label_index, predictions.y_pred[:, 1]
        self.check_y_pred_dimensions(y_true, y_proba)
        return self(y_true, y_proba)
