"""Normalised Gini coefficient."""

import numpy as np

from .classifier_base import ClassifierBaseScoreType, SecondColumn


class NormalizedGini(SecondColumn, ClassifierBaseScoreType):
    """Gini coefficient of the ranking by the second class's probability, -1..1.

    gini(t, p) = (sum(cumsum(t)) / sum(t) - (n + 1) / 2) / n, with t sorted by falling p and ties in
    their original order; divided by gini(t, t), the best possible one.
    """

    is_lower_the_better = False
    minimum = -1.0
    maximum = 1.0

    def __init__(self, name='normalized_gini', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true_label_index, y_proba):
        return (_gini(y_true_label_index, y_proba)
                / _gini(y_true_label_index, y_true_label_index))


def _gini(truth, score):
    n = len(truth)
    ranked = np.asarray(truth, dtype=np.float64)[np.argsort(-np.asarray(score), kind='stable')]
    return (ranked.cumsum().sum() / ranked.sum() - (n + 1) / 2) / n
