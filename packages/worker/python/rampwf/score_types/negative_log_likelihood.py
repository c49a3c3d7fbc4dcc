"""Log loss."""

from sklearn.metrics import log_loss

from databoard_scoring import scores_of_many

from .base import BaseScoreType


class NegativeLogLikelihood(BaseScoreType):
    """Mean of -log(probability of the right class), 0..inf.

    Clipping and normalising are those of the installed sklearn's log_loss, and differ between its
    versions: that decides what a certain and wrong prediction costs.
    """

    of_many = scores_of_many.LogLoss
    is_lower_the_better = True
    minimum = 0.0
    maximum = float('inf')

    def __init__(self, name='negative log likelihood', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true_proba, y_pred_proba):
        return log_loss(y_true_proba, y_pred_proba)
