"""Share of classes that are recognised well enough."""

import numpy as np
from sklearn.metrics import f1_score

from .classifier_base import ClassifierBaseScoreType


class F1Above(ClassifierBaseScoreType):
    """Share of the classes whose F1 score is greater than `threshold`, 0..1 (sklearn f1_score)."""

    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='f1_above', precision=2, threshold=0.5):
        self.name = name
        self.precision = precision
        self.threshold = threshold

    def __call__(self, y_true_label_index, y_pred_label_index):
        f1_of_class = f1_score(y_true_label_index, y_pred_label_index, average=None)
        return np.mean(f1_of_class > self.threshold)
