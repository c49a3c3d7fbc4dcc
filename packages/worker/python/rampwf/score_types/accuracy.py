"""Share of right classes."""

from sklearn.metrics import accuracy_score

from databoard_scoring import scores_of_many

from .classifier_base import ClassifierBaseScoreType


class Accuracy(ClassifierBaseScoreType):
    """Share of samples whose most probable class is right, 0..1 (sklearn accuracy_score)."""

    of_many = scores_of_many.Accuracy
    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='accuracy', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true_label_index, y_pred_label_index):
        return accuracy_score(y_true_label_index, y_pred_label_index)
