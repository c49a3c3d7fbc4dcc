"""Recall averaged over the classes."""

from sklearn.metrics import recall_score

from databoard_scoring import scores_of_many

from .classifier_base import ClassifierBaseScoreType


class MacroAveragedRecall(ClassifierBaseScoreType):
    """Unweighted mean of the classes' recalls, 0..1 (sklearn recall_score, macro average).

    The default name is that of `Accuracy`: name it when a kit uses both.
    """

    of_many = scores_of_many.MacroAveragedRecall
    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='accuracy', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true_label_index, y_pred_label_index):
        return recall_score(y_true_label_index, y_pred_label_index, average='macro')
