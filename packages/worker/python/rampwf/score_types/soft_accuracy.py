"""Accuracy with partial credit for near classes."""

import numpy as np

from databoard_scoring import scores_of_many

from .base import BaseScoreType


class SoftAccuracy(BaseScoreType):
    """Mean credit, 0..max(score_matrix).

    `score_matrix[t, p]` is the credit for answering class p when t is right. Probabilities are
    clipped to 0..1 and normalised; a sample whose probabilities are all zero earns nothing.
    """

    of_many = scores_of_many.SoftAccuracy
    is_lower_the_better = False
    minimum = 0.0

    def __init__(self, score_matrix, name='soft precision', precision=2):
        self.name = name
        self.precision = precision
        self.score_matrix = np.asarray(score_matrix)
        self.maximum = np.max(self.score_matrix)

    def __call__(self, y_true_proba, y_proba):
        clipped = np.clip(y_proba, 0, 1)
        with np.errstate(divide='ignore', invalid='ignore'):
            shares = clipped / clipped.sum(axis=1, keepdims=True)
        credits = np.sum(shares * np.dot(y_true_proba, self.score_matrix), axis=1)
        return np.mean(np.nan_to_num(credits))
