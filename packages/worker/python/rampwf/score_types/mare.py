"""Mean absolute relative error."""

import numpy as np

from databoard_scoring import scores_of_many

from .base import BaseScoreType


class MARE(BaseScoreType):
    """mean(|(y_true - y_pred) / y_true|) over all entries; no unit."""

    of_many = scores_of_many.Mare
    is_lower_the_better = True
    minimum = 0.0
    maximum = float('inf')

    def __init__(self, name='mare', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true, y_pred):
        return np.mean(np.abs((y_true - y_pred) / y_true))
