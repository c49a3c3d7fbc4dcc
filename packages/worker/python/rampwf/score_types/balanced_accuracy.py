"""Accuracy that counts every class alike."""

from sklearn.metrics import balanced_accuracy_score

from databoard_scoring import scores_of_many

from .classifier_base import ClassifierBaseScoreType


class BalancedAccuracy(ClassifierBaseScoreType):
    """Mean recall over the classes (sklearn balanced_accuracy_score).

    `adjusted` (the default) rescales it so that guessing gives 0, and worse is negative.
    """

    of_many = scores_of_many.BalancedAccuracy
    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='balanced_accuracy', precision=2, adjusted=True):
        self.name = name
        self.precision = precision
        self.adjusted = adjusted

    def __call__(self, y_true_label_index, y_pred_label_index):
        return balanced_accuracy_score(
            y_true_label_index, y_pred_label_index, adjusted=self.adjusted)
