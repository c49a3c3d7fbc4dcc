"""Root mean squared error in units of the target's spread."""

import numpy as np

from databoard_scoring import scores_of_many

from .base import BaseScoreType


class NormalizedRMSE(BaseScoreType):
    """sqrt(mean((y_true - y_pred)^2)) / population standard deviation of y_true; no unit."""

    of_many = scores_of_many.NormalizedRmse
    is_lower_the_better = True
    minimum = 0.0
    maximum = float('inf')

    def __init__(self, name='rmse', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true, y_pred):
        return np.sqrt(np.mean(np.square(y_true - y_pred))) / np.std(y_true)
