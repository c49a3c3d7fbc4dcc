"""Area under the ROC curve."""

from sklearn.metrics import roc_auc_score

from databoard_scoring import scores_of_many

from .base import BaseScoreType
from .classifier_base import SecondColumn


class ROCAUC(SecondColumn, BaseScoreType):
    """Area under the ROC curve of the second class's probability, 0..1 (sklearn roc_auc_score)."""

    of_many = scores_of_many.RocAuc
    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='roc_auc', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true_label_index, y_proba):
        return roc_auc_score(y_true_label_index, y_proba)
