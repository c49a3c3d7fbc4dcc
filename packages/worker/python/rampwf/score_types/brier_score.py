"""Brier score of the second class's probability, its skill version and two of its components.

All four have the same default name: name them when a kit uses several.
"""

import numpy as np
from sklearn.metrics import brier_score_loss

from databoard_scoring import scores_of_many

from .base import BaseScoreType
from .classifier_base import SecondColumn

DEFAULT_BINS = np.arange(0, 1.2, 0.1)


class BrierScore(SecondColumn, BaseScoreType):
    """Mean squared difference of probability and outcome, 0..1 (sklearn brier_score_loss)."""

    of_many = scores_of_many.Brier
    is_lower_the_better = True
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='brier_score', precision=3):
        self.name = name
        self.precision = precision

    def __call__(self, y_true_label_index, y_proba):
        return brier_score_loss(y_true_label_index, y_proba)


class BrierSkillScore(SecondColumn, BaseScoreType):
    """1 - BS / BS of always forecasting the outcome's mean, -1..1; 0 means no skill."""

    of_many = scores_of_many.BrierSkill
    is_lower_the_better = False
    minimum = -1.0
    maximum = 1.0

    def __init__(self, name='brier_score', precision=3):
        self.name = name
        self.precision = precision

    def __call__(self, y_true_label_index, y_proba):
        climatology = np.full(len(y_true_label_index), np.mean(y_true_label_index))
        return 1 - (brier_score_loss(y_true_label_index, y_proba)
                    / brier_score_loss(y_true_label_index, climatology))


class BrierScoreReliability(SecondColumn, BaseScoreType):
    """Mean over samples of (forecast of the bin - observed frequency in the bin)^2, 0..1.

    `bins` are the edges. As in ramp-workflow, the forecast of a bin is not its centre but 0.05
    times its width, so published boards stay comparable.
    """

    is_lower_the_better = True
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='brier_score', precision=3, bins=DEFAULT_BINS):
        self.name = name
        self.precision = precision
        self.bins = np.asarray(bins)

    def __call__(self, y_true_label_index, y_proba):
        counts, frequencies = _observed_frequencies(y_true_label_index, y_proba, self.bins)
        forecasts = np.diff(self.bins) * 0.05
        filled = counts > 0
        squares = (forecasts[filled] - frequencies[filled]) ** 2
        return np.sum(counts[filled] * squares) / len(y_proba)


class BrierScoreResolution(SecondColumn, BaseScoreType):
    """Mean over samples of (observed share of the bin - m)^2 / (m (1 - m)), m the mean, 0..1."""

    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='brier_score', precision=3, bins=DEFAULT_BINS):
        self.name = name
        self.precision = precision
        self.bins = np.asarray(bins)

    def __call__(self, y_true_label_index, y_proba):
        counts, frequencies = _observed_frequencies(y_true_label_index, y_proba, self.bins)
        climatology = np.mean(y_true_label_index)
        filled = counts > 0
        squares = (frequencies[filled] - climatology) ** 2
        resolution = np.sum(counts[filled] * squares) / len(y_proba)
        with np.errstate(divide='ignore', invalid='ignore'):
            return resolution / (climatology * (1 - climatology))


def _observed_frequencies(y_true_label_index, y_proba, bins):
    """Return per bin the number of forecasts, and the share that came true (NaN if none)."""
    counts = np.histogram(y_proba, bins)[0]
    hits = np.histogram(np.asarray(y_proba)[np.asarray(y_true_label_index) == 1], bins)[0]
    with np.errstate(divide='ignore', invalid='ignore'):
        return counts, hits / counts
