"""Root mean squared relative error."""

import numpy as np

from databoard_scoring import scores_of_many

from .base import BaseScoreType


class RelativeRMSE(BaseScoreType):
    """sqrt(mean(((y_true - y_pred) / y_true)^2)) over all entries; no unit."""

    of_many = scores_of_many.RelativeRmse
    is_lower_the_better = True
    minimum = 0.0
    maximum = float('inf')

    def __init__(self, name='rmse', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true, y_pred):
        return np.sqrt(np.mean(np.square((y_true - y_pred) / y_true)))
